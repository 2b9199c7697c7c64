import { useWatch } from "react-hook-form";
import { Refused } from "../../api/hooks";
import { useText } from "../../text";
import { ColourField } from "../../ui/colour-field";
import { LongTextField, SwitchField, TextField } from "../../ui/fields";
import { Card } from "../../ui/page";
import { GroupField } from "../../ui/pickers/group-picker";
import css from "../../ui/ui.module.css";
import { type GroupValues, notWhole } from "./group-values";

/** The fields of a group. */
export function GroupFields(props: {
  /** The group itself, where it is there already. */
  group?: { id: string; isDefault: boolean | null };
}) {
  const t = useText();
  const { group } = props;
  return (
    <div className={css.columns}>
      <div className={css.pile}>
        <Card title={t("group.form.general")}>
          <TextField name="name" label={t("groups.name")} autoFocus={!group} />
          <LongTextField
            name="description"
            label={t("group.form.description")}
            help={t("group.form.description.help")}
          />
          <div className={css.fields}>
            <TextField
              name="code"
              label={t("group.code")}
              help={t(group ? "group.form.code.changed" : "group.form.code.new")}
            />
            <TextField
              name="tags"
              label={t("group.form.tags")}
              help={t("group.form.tags.help")}
            />
          </div>
          <ColourField name="colour" label={t("group.form.colour")} />
        </Card>
        <Card title={t("group.form.place")}>
          <GroupField
            name="parent"
            label={t("group.parent")}
            help={t("group.form.parent.help")}
            without={group?.id}
          />
          <Inheritance />
          <div className={css.fields}>
            <TextField
              name="priority"
              type="number"
              step={1}
              label={t("group.form.priority")}
              help={t("group.form.priority.help")}
            />
            <Capacity />
          </div>
        </Card>
      </div>
      <Card title={t("groups.status")}>
        <SwitchField
          name="isActive"
          label={t("group.form.active")}
          help={t("group.form.active.help")}
        />
        <SwitchField
          name="isDefault"
          label={t("groups.default")}
          disabled={Boolean(group?.isDefault)}
          help={t(
            group?.isDefault ? "group.form.default.is" : "group.form.default.help",
          )}
        />
        <SwitchField
          name="forGuests"
          label={t("group.form.forGuests")}
          help={t("group.form.forGuests.help")}
        />
        <SwitchField
          name="isVip"
          label={t("group.form.vip")}
          help={t("group.form.vip.help")}
        />
        <SwitchField
          name="highlight"
          label={t("group.form.highlight")}
          help={t("group.form.highlight.help")}
        />
      </Card>
    </div>
  );
}

function Inheritance() {
  const t = useText();
  const parent = useWatch<GroupValues, "parent">({ name: "parent" });
  if (!parent) return null;
  return (
    <SwitchField
      name="inheritsPricing"
      label={t("group.form.inherits")}
      help={t("group.form.inherits.help")}
    />
  );
}

function Capacity() {
  const t = useText();
  const isDefault = useWatch<GroupValues, "isDefault">({ name: "isDefault" });
  return (
    <TextField
      name="capacity"
      type="number"
      min={1}
      step={1}
      label={t("group.form.capacity")}
      disabled={isDefault}
      help={t(isDefault ? "group.form.capacity.default" : "group.form.capacity.help")}
    />
  );
}

/** Refuses what is no whole number, as the API would, but beside its field. */
export function useCheckedNumbers(): (values: GroupValues) => void {
  const t = useText();
  return (values) => {
    const wrong = notWhole(values);
    if (wrong.length === 0) return;
    const message = t("group.form.whole");
    throw new Refused(wrong.map((field) => ({ field, code: "INVALID", message })));
  };
}
