import { Button } from "@saleor/macaw-ui";
import { useId, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { type TextKey, useText } from "../text";
import { FieldHelp, useField } from "../ui/fields";
import { CATALOGUE_LISTS, type CatalogueList } from "../ui/pickers/catalogue";
import { CatalogueManyPicker } from "../ui/pickers/catalogue-pickers";
import { SelectBox } from "../ui/select-box";
import css from "../ui/ui.module.css";
import type { ScopeDraft } from "./drafts";

type Side = "include" | "exclude";

/** What of the catalogue is meant: everything or what is chosen, less what is not. */
export function ScopeField(props: { name: string; label: string; help?: string }) {
  const t = useText();
  const id = useId();
  const { name } = props;
  const scope = useField<ScopeDraft>(name);
  const everything = useField<boolean>(`${name}.everything`);
  const excluded = useWatch({ name: `${name}.exclude` }) as ScopeDraft["exclude"];
  const [less, setLess] = useState(false);
  const hasLess = CATALOGUE_LISTS.some((list) => excluded[list].length > 0);
  const choice = (value: boolean, label: TextKey) => (
    <label className={css.radio}>
      <input
        type="radio"
        name={id}
        checked={everything.value === value}
        onChange={() => everything.onChange(value)}
      />
      {t(label)}
    </label>
  );
  return (
    <fieldset className={css.radios}>
      <legend className={css.text}>{props.label}</legend>
      {choice(true, "scope.everything")}
      {choice(false, "scope.chosen")}
      {!everything.value && <Lists name={name} side="include" />}
      {less || hasLess ? (
        <Lists name={name} side="exclude" />
      ) : (
        <div>
          <Button type="button" variant="secondary" onClick={() => setLess(true)}>
            {t("scope.except")}
          </Button>
        </div>
      )}
      <FieldHelp error={scope.error} help={props.help} />
    </fieldset>
  );
}

/** The lists of one side: a picker for one of them, and below it what is in the others. */
function Lists(props: { name: string; side: Side }) {
  const t = useText();
  const { name, side } = props;
  const { getValues } = useFormContext();
  const filled = (list: CatalogueList) =>
    (getValues(`${name}.${side}.${list}`) as string[]).length > 0;
  const [list, setList] = useState<CatalogueList>(
    () => CATALOGUE_LISTS.find(filled) ?? "categories",
  );
  return (
    <div className={css.inset}>
      {side === "exclude" && (
        <strong className={css.text}>{t("scope.excluded")}</strong>
      )}
      <SelectBox
        label={t(side === "include" ? "scope.what" : "scope.whatNot")}
        value={list}
        options={CATALOGUE_LISTS.map((each) => ({
          value: each,
          label: t(`scope.${each}`),
        }))}
        onChange={(value) => setList(value as CatalogueList)}
      />
      {CATALOGUE_LISTS.map((each) => (
        <List
          key={each}
          name={`${name}.${side}.${each}`}
          list={each}
          chosen={each === list}
        />
      ))}
    </div>
  );
}

function List(props: { name: string; list: CatalogueList; chosen: boolean }) {
  const t = useText();
  const field = useField<string[]>(props.name);
  if (!props.chosen && field.value.length === 0 && !field.error) return null;
  return (
    <CatalogueManyPicker
      list={props.list}
      label={t(`scope.${props.list}`)}
      value={field.value}
      onChange={field.onChange}
      error={field.error}
      help={props.list === "categories" ? t("scope.categoriesHelp") : undefined}
    />
  );
}
