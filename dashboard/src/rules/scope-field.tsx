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

interface Props {
  name: string;
  /** What can be chosen by; all of the catalogue if it is left out. */
  lists?: readonly CatalogueList[];
}

/** What of the catalogue is meant: everything or what is chosen, less what is not. */
export function ScopeField(props: Props & { label: string; help?: string }) {
  const t = useText();
  const id = useId();
  const { name, lists } = props;
  const scope = useField<ScopeDraft>(name);
  const everything = useField<boolean>(`${name}.everything`);
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
      {!everything.value && <ScopeLists name={name} side="include" lists={lists} />}
      <ScopeExcept name={name} lists={lists} />
      <FieldHelp error={scope.error} help={props.help} />
    </fieldset>
  );
}

/** What is left out of a scope: a button first, where nothing is. */
export function ScopeExcept(props: Props) {
  const t = useText();
  const excluded = useWatch({ name: `${props.name}.exclude` }) as ScopeDraft["exclude"];
  const [less, setLess] = useState(false);
  if (less || CATALOGUE_LISTS.some((list) => excluded[list].length > 0)) {
    return <ScopeLists {...props} side="exclude" />;
  }
  return (
    <div>
      <Button type="button" variant="secondary" onClick={() => setLess(true)}>
        {t("scope.except")}
      </Button>
    </div>
  );
}

/** The lists of one side: a picker for one of them, and below it what is in the others. */
export function ScopeLists(props: Props & { side: Side }) {
  const t = useText();
  const { name, side, lists = CATALOGUE_LISTS } = props;
  const { getValues } = useFormContext();
  const filled = (list: CatalogueList) =>
    (getValues(`${name}.${side}.${list}`) as string[]).length > 0;
  const [list, setList] = useState<CatalogueList>(
    () => lists.find(filled) ?? "categories",
  );
  return (
    <div className={css.inset}>
      {side === "exclude" && (
        <strong className={css.text}>{t("scope.excluded")}</strong>
      )}
      <SelectBox
        label={t(side === "include" ? "scope.what" : "scope.whatNot")}
        value={list}
        options={lists.map((each) => ({
          value: each,
          label: t(`scope.${each}`),
        }))}
        onChange={(value) => setList(value as CatalogueList)}
      />
      {lists.map((each) => (
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
