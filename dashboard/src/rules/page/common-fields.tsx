import { type ReactNode, useState } from "react";
import { useFormContext, useFormState } from "react-hook-form";
import { useSession } from "../../app/session";
import { useText } from "../../text";
import { FieldHelp, SwitchField, TextField, useField } from "../../ui/fields";
import { Card } from "../../ui/page";
import { GroupsField } from "../../ui/pickers/group-picker";
import css from "../../ui/ui.module.css";
import { type ChannelChoice, channelChoices } from "./values";

// What price rules and promotions have in common.

/** What it is called, whom it is for, and whether it is switched on. */
export function BasicsCard(props: { children?: ReactNode }) {
  const t = useText();
  return (
    <Card title={t("rule.basics")}>
      <TextField name="name" label={t("rule.name")} help={t("rule.name.help")} />
      <GroupsField name="groups" label={t("rule.groups")} />
      <SwitchField
        name="isActive"
        label={t("rule.isActive")}
        help={t("rule.isActive.help")}
      />
      {props.children}
    </Card>
  );
}

/** From when, up to when, and in which channels. */
export function WhenCard() {
  const t = useText();
  const { channels } = useSession();
  const { getValues } = useFormContext<{ channels: string[] }>();
  // Those that were deleted can still be left out, and that be undone until it is saved.
  const [choices] = useState(() => channelChoices(channels, getValues("channels")));
  return (
    <Card title={t(choices.length > 1 ? "rule.whenWhere" : "rule.when")}>
      <PeriodFields />
      {choices.length > 1 && <ChannelsField choices={choices} />}
    </Card>
  );
}

/** From when, and up to when. */
export function PeriodFields(props: { untilHelp?: string }) {
  const t = useText();
  const { timeZone } = useSession();
  return (
    <>
      <div className={css.fields}>
        <TextField
          name="validFrom"
          type="datetime-local"
          label={t("rule.from")}
          help={t("rule.from.help")}
        />
        <TextField
          name="validUntil"
          type="datetime-local"
          label={t("rule.until")}
          help={props.untilHelp ?? t("rule.until.help")}
        />
      </div>
      <span className={css.quiet}>{t("rule.zone", { zone: timeZone })}</span>
    </>
  );
}

function ChannelsField(props: { choices: ChannelChoice[] }) {
  const t = useText();
  const field = useField<string[]>("channels");
  return (
    <fieldset className={css.radios}>
      <legend>{t("rule.channels")}</legend>
      {props.choices.map(({ slug, name, currency }) => (
        <label key={slug} className={css.radio}>
          <input
            type="checkbox"
            checked={field.value.includes(slug)}
            onChange={(event) =>
              field.onChange(
                event.target.checked
                  ? [...field.value, slug]
                  : field.value.filter((each) => each !== slug),
              )
            }
          />
          <span>
            <bdi>{name}</bdi>{" "}
            <span className={css.quiet}>{currency ?? t("catalogue.gone")}</span>
          </span>
        </label>
      ))}
      <FieldHelp error={field.error} help={t("rule.channels.help")} />
    </fieldset>
  );
}

/** What few need: folded, unless something in it was refused. */
export function Further(props: { fields: string[]; children: ReactNode }) {
  const t = useText();
  const { errors } = useFormState();
  const refused = props.fields.some((name) => name in errors);
  return (
    <details className={css.card} open={refused || undefined}>
      <summary>{t("rule.further")}</summary>
      <div className={css.unfolded}>{props.children}</div>
    </details>
  );
}

/** Which one counts where several do. */
export function PriorityField() {
  const t = useText();
  return (
    <TextField
      name="priority"
      inputMode="numeric"
      label={t("rule.priority")}
      help={t("rule.priority.help")}
    />
  );
}
