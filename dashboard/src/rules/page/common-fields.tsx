import type { ReactNode } from "react";
import { useFormState } from "react-hook-form";
import { useSession } from "../../app/session";
import { useText } from "../../text";
import { FieldHelp, SwitchField, TextField, useField } from "../../ui/fields";
import { Card } from "../../ui/page";
import { GroupsField } from "../../ui/pickers/group-picker";
import css from "../../ui/ui.module.css";

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
  const { timeZone, channels } = useSession();
  return (
    <Card title={t(channels.length > 1 ? "rule.whenWhere" : "rule.when")}>
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
          help={t("rule.until.help")}
        />
      </div>
      <span className={css.quiet}>{t("rule.zone", { zone: timeZone })}</span>
      {channels.length > 1 && <ChannelsField name="channels" />}
    </Card>
  );
}

function ChannelsField(props: { name: string }) {
  const t = useText();
  const { channels } = useSession();
  const field = useField<string[]>(props.name);
  return (
    <fieldset className={css.radios}>
      <legend>{t("rule.channels")}</legend>
      {channels.map(({ slug, name, currency }) => (
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
            <bdi>{name}</bdi> <span className={css.quiet}>{currency}</span>
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
