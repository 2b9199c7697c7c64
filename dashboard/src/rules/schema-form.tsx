import { Button } from "@saleor/macaw-ui";
import { Plus, X } from "lucide-react";
import { createContext, useContext, useRef } from "react";
import { useFieldArray, useFormState, useWatch } from "react-hook-form";
import { useIntl } from "react-intl";
import { useCurrencies } from "../app/session";
import { useText } from "../text";
import {
  FieldHelp,
  LongTextField,
  RadioField,
  SelectField,
  SwitchField,
  TextField,
  useField,
} from "../ui/fields";
import { CatalogueManyPicker } from "../ui/pickers/catalogue-pickers";
import css from "../ui/ui.module.css";
import { useWords } from "../ui/values/words";
import { draftOf, GIVEN, isMoney, WAY } from "./drafts";
import type { SchemaField, Shape } from "./schema";
import { ScopeField } from "./scope-field";

// What nobody needs to be told beside a field with a name.
const EVIDENT = new Set([
  "An amount of money, 0 or more.",
  "A number of units, 1 or more.",
]);

// The currency of the amounts, which may stand beside the field that they are in.
const CurrencyContext = createContext("");

/** The fields of a kind, as its schema has them. `name` is where they stand in the form. */
export function SchemaForm(props: { shape: Shape; name: string }) {
  const { shape, name } = props;
  const words = useWords();
  const t = useText();
  const way = useWatch({ name: `${name}.${WAY}` }) as string | undefined;
  const around = useContext(CurrencyContext);
  const currencies = useCurrencies();
  const own = useWatch({ name: `${name}.currency` }) as string | undefined;
  const shown = shape.fields.filter(
    (field) => !shape.ways.includes(field.name) || field.name === way,
  );
  const needsCurrency = shown.some(isMoney) && currencies.length > 1;
  const small = (field: SchemaField) =>
    ["text", "decimal", "integer", "choice", "currency"].includes(field.type);
  return (
    <CurrencyContext.Provider value={own ?? around}>
      {shape.ways.length > 1 && (
        <RadioField
          name={`${name}.${WAY}`}
          label={t("schema.way")}
          row
          options={shape.ways.map((each) => ({
            value: each,
            label: words(shape.fields.find((f) => f.name === each)?.title ?? each),
          }))}
        />
      )}
      <div className={css.fields}>
        {shown
          .filter(small)
          .map((field) =>
            field.type === "currency" && !needsCurrency ? null : (
              <OneField key={field.name} field={field} name={`${name}.${field.name}`} />
            ),
          )}
      </div>
      {shown
        .filter((field) => !small(field))
        .map((field) => (
          <OneField key={field.name} field={field} name={`${name}.${field.name}`} />
        ))}
    </CurrencyContext.Provider>
  );
}

function OneField(props: { field: SchemaField; name: string; bare?: boolean }) {
  const { field, name } = props;
  const t = useText();
  const words = useWords();
  const currency = useContext(CurrencyContext);
  const currencies = useCurrencies();
  const label = words(field.title);
  const help =
    props.bare || EVIDENT.has(field.description)
      ? undefined
      : words(field.description) || undefined;
  switch (field.type) {
    case "switch":
      return <SwitchField {...{ name, label, help }} />;
    case "decimal": {
      const unit = { percent: "%", money: currency, none: undefined }[
        field.unit ?? "none"
      ];
      return <TextField {...{ name, label, help, unit }} inputMode="decimal" />;
    }
    case "integer":
      return <TextField {...{ name, label, help }} inputMode="numeric" />;
    case "currency":
      return <SelectField {...{ name, label, help }} options={choices(currencies)} />;
    case "choice":
      return (
        <SelectField
          {...{ name, label, help }}
          options={field.options.map((value) => ({ value, label: words(value) }))}
        />
      );
    case "catalogue":
      return <CatalogueField {...{ field, name, label, help }} />;
    case "scope":
      return <ScopeField {...{ name, label }} />;
    case "object":
      return <ObjectField {...{ field, name, label, help }} />;
    case "rows":
      return <RowsField {...{ field, name, label, help }} />;
    case "json":
      return <LongTextField {...{ name, label }} help={help ?? t("schema.json")} />;
    default:
      return <TextField {...{ name, label, help }} />;
  }
}

interface Part<Type extends SchemaField["type"]> {
  field: SchemaField & { type: Type };
  name: string;
  label: string;
  help?: string;
}

function CatalogueField(props: Part<"catalogue">) {
  const field = useField<string[]>(props.name);
  return (
    <CatalogueManyPicker
      list={props.field.list}
      label={props.label}
      help={props.help}
      value={field.value}
      error={field.error}
      onChange={field.onChange}
    />
  );
}

/** Fields that belong together; a switch before them where they may be left out. */
function ObjectField(props: Part<"object">) {
  const { field, name, label, help } = props;
  const given = useWatch({ name: `${name}.${GIVEN}` }) as boolean | undefined;
  const { error } = useField<unknown>(name);
  return (
    <fieldset className={css.box}>
      <legend className={field.required ? undefined : css.hidden}>{label}</legend>
      {!field.required && (
        <SwitchField name={`${name}.${GIVEN}`} label={label} help={help} />
      )}
      {given !== false && <SchemaForm shape={field.shape} name={name} />}
      <FieldHelp error={error} />
    </fieldset>
  );
}

/** Several of the same: a table where each fits in a row, else one box for each. */
function RowsField(props: Part<"rows">) {
  const { field, name, label, help } = props;
  const t = useText();
  const { locale } = useIntl();
  const currency = useContext(CurrencyContext);
  const { fields: rows, append, remove } = useFieldArray({ name });
  const state = useFormState({ name });
  const fault = errorAt(state.errors, name);
  const more = useRef<HTMLButtonElement>(null);
  const columns = field.shape.fields;
  const flat = columns.every((each) =>
    ["text", "decimal", "integer", "choice", "currency", "switch"].includes(each.type),
  );
  const without = (index: number) => (
    <Button
      type="button"
      variant="tertiary"
      icon={<X size={16} />}
      aria-label={t("schema.removeRow", { number: index + 1 })}
      disabled={rows.length === 1}
      onClick={() => {
        remove(index);
        more.current?.focus();
      }}
    />
  );
  return (
    <fieldset className={css.box}>
      <legend>{label}</legend>
      {help && <div className={css.quiet}>{help}</div>}
      {flat
        ? rows.map((row, index) => (
            <div key={row.id} className={css.rowFields}>
              {columns.map((column) => (
                <OneField
                  key={column.name}
                  field={column}
                  name={`${name}.${index}.${column.name}`}
                  bare
                />
              ))}
              {without(index)}
            </div>
          ))
        : rows.map((row, index) => (
            <div key={row.id} className={css.inset}>
              <div className={css.head}>
                <strong className={css.text}>
                  {t("schema.row", { number: index + 1 })}
                </strong>
                {without(index)}
              </div>
              <SchemaForm shape={field.shape} name={`${name}.${index}`} />
            </div>
          ))}
      <div>
        <Button
          ref={more}
          type="button"
          variant="secondary"
          icon={<Plus size={16} />}
          onClick={() => append(draftOf(field.shape, {}, { locale, currency }))}
        >
          {t("schema.addRow")}
        </Button>
      </div>
      <FieldHelp error={fault} />
    </fieldset>
  );
}

function choices(values: string[]) {
  return values.map((value) => ({ value, label: value }));
}

/** What is wrong with a list itself, not with something in it. */
function errorAt(errors: object, name: string): string | undefined {
  let found: unknown = errors;
  for (const part of name.split(".")) {
    found = (found as Record<string, unknown> | undefined)?.[part];
  }
  const { message, root } = (found ?? {}) as {
    message?: string;
    root?: { message?: string };
  };
  return message ?? root?.message;
}
