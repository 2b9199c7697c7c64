import { useFormContext, useWatch } from "react-hook-form";
import { useIntl } from "react-intl";
import { useText } from "../../text";
import { useField } from "../../ui/fields";
import { SelectBox } from "../../ui/select-box";
import css from "../../ui/ui.module.css";
import { useWords } from "../../ui/values/words";
import { keepTyped } from "../drafts";
import { exampleWords } from "../examples";
import { type Kind, useTyping } from "../kinds";
import { SchemaForm } from "../schema-form";
import { type KindDraft, kindDraft } from "./values";

/** The choice of a kind, what it does, and the fields that it asks for. */
export function KindFields(props: { kinds: Kind[]; name: string; label: string }) {
  const { kinds, name } = props;
  const t = useText();
  const words = useWords();
  const typing = useTyping();
  const { locale } = useIntl();
  const { getValues, setValue } = useFormContext();
  const { error } = useField<string>(`${name}.kind`);
  const chosen = useWatch({ name: `${name}.kind` }) as string;
  const kind = kinds.find((each) => each.kind === chosen);
  const options = kinds.map((each) => ({ value: each.kind, label: words(each.title) }));
  const choose = (value: string) => {
    const before = getValues(name) as KindDraft;
    const fresh = kindDraft(kinds, { kind: value, parameters: {} }, typing);
    const next = { ...keepTyped(fresh, before), kind: value };
    setValue(name, next, { shouldDirty: true });
  };
  const example = kind && exampleWords(kind, words, locale);
  return (
    <>
      <div>
        <SelectBox
          label={props.label}
          options={options}
          value={chosen}
          error={error}
          onChange={choose}
        />
        {kind && (
          <p className={css.hint}>
            {words(kind.description)}
            {example && <> {t("rule.example", { example })}</>}
          </p>
        )}
      </div>
      {kind && <SchemaForm key={chosen} shape={kind.shape} name={name} />}
    </>
  );
}
