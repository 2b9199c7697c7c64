import { useWatch } from "react-hook-form";
import { PeriodFields } from "../../rules/page/common-fields";
import { ScopeField } from "../../rules/scope-field";
import { useText } from "../../text";
import { SwitchField, TextField } from "../../ui/fields";
import { Card } from "../../ui/page";
import { GroupsField } from "../../ui/pickers/group-picker";
import css from "../../ui/ui.module.css";
import { PRODUCT_LISTS, type SetValues } from "./set-values";

/** The fields of a product set. */
export function SetFields(props: { isNew: boolean }) {
  const t = useText();
  const isExclusive = useWatch<SetValues, "isExclusive">({ name: "isExclusive" });
  return (
    <div className={css.columns}>
      <div className={css.pile}>
        <Card title={t("rule.basics")}>
          <div className={css.fields}>
            <TextField name="name" label={t("rule.name")} help={t("rule.name.help")} />
            <TextField
              name="code"
              label={t("group.code")}
              help={t(props.isNew ? "group.form.code.new" : "group.form.code.changed")}
            />
          </div>
          <GroupsField name="groups" label={t("rule.groups")} />
          <SwitchField
            name="isExclusive"
            label={t("sets.isExclusive")}
            help={t(isExclusive ? "sets.isExclusive.on" : "sets.isExclusive.off")}
          />
        </Card>
        <Card title={t("sets.products")}>
          <ScopeField name="scope" label={t("sets.scopeOf")} lists={PRODUCT_LISTS} />
        </Card>
      </div>
      <Card title={t("rule.when")}>
        <SwitchField
          name="isActive"
          label={t("rule.isActive")}
          help={t("sets.isActive.help")}
        />
        <PeriodFields untilHelp={isExclusive ? t("sets.until.help") : undefined} />
      </Card>
    </div>
  );
}
