import { useCurrencies } from "../../app/session";
import { type TextKey, useText } from "../../text";
import { ManyPicker, Picker } from "../../ui/pickers/picker";
import css from "../../ui/ui.module.css";
import { useWords } from "../../ui/values/words";
import own from "../joining.module.css";
import { useChoices } from "./choices";
import {
  type ConditionField,
  choicesOf,
  countOf,
  inputOf,
  operatorsOf,
} from "./fields";
import type { Line } from "./tree";

export interface LineProps {
  line: Line;
  field: ConditionField;
  change: (changed: Partial<Line>) => void;
}

const OPERATORS = [
  "gt",
  "gte",
  "lt",
  "lte",
  "eq",
  "ne",
  "between",
  "in",
  "not_in",
  "contains",
  "is_set",
  "is_not_set",
] as const;

export function OperatorSelect({ line, field, change }: LineProps) {
  const t = useText();
  const input = inputOf(field);
  const isNumber = input === "decimal" || input === "whole";
  const label = (operator: string): string => {
    const known = OPERATORS.find((each) => each === operator);
    if (!known) return operator;
    const key: TextKey =
      isNumber && (known === "eq" || known === "ne")
        ? `joining.number.${known}`
        : `joining.op.${known}`;
    return t(key);
  };
  return (
    <select
      className={css.native}
      aria-label={t("joining.operator")}
      value={line.operator}
      onChange={(event) => change({ operator: event.target.value })}
    >
      {operatorsOf(field, line.operator).map((operator) => (
        <option key={operator} value={operator}>
          {label(operator)}
        </option>
      ))}
    </select>
  );
}

/** With what a condition compares: one value, a range, several, or nothing. */
export function Values(props: LineProps) {
  const t = useText();
  const { line, field, change } = props;
  const count = countOf(field, line.operator);
  if (count === "nothing") return null;
  if (count === "list") return <Several {...props} />;
  const isNumber = ["decimal", "whole"].includes(inputOf(field));
  return (
    <span className={isNumber ? own.together : own.free}>
      <One
        {...props}
        label={t(count === "pair" ? "joining.from" : "joining.value")}
        value={line.value}
        onChange={(value) => change({ value })}
      />
      {count === "pair" && (
        <>
          <span>{t("joining.and")}</span>
          <One
            {...props}
            label={t("joining.to")}
            value={line.to}
            onChange={(to) => change({ to })}
          />
        </>
      )}
      <Unit {...props} />
    </span>
  );
}

/** What a number counts: a currency of the shop, percent or days. */
function Unit({ line, field, change }: LineProps) {
  const t = useText();
  const currencies = useCurrencies();
  switch (field.valueKind) {
    case "amount":
      return (
        <select
          className={css.native}
          aria-label={t("joining.currency")}
          value={line.currency}
          onChange={(event) => change({ currency: event.target.value })}
        >
          {[...new Set([...currencies, line.currency])].map((currency) => (
            <option key={currency}>{currency}</option>
          ))}
        </select>
      );
    case "percent":
      return <span>%</span>;
    case "days":
      return <span>{t("joining.days")}</span>;
    default:
      return null;
  }
}

function One(
  props: LineProps & {
    label: string;
    value: string;
    onChange: (value: string) => void;
  },
) {
  const t = useText();
  const { field, label, value, onChange } = props;
  const labels = useChoiceLabels(field);
  switch (inputOf(field)) {
    case "decimal":
    case "whole":
      return (
        <input
          className={`${css.native} ${own.number}`}
          aria-label={label}
          inputMode={inputOf(field) === "decimal" ? "decimal" : "numeric"}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "yesNo":
    case "choice":
      return (
        <select
          className={css.native}
          aria-label={label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="" disabled>
            {t("joining.choose")}
          </option>
          {labels.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
        </select>
      );
    case "country":
    case "group":
      return <OneOfMany {...props} />;
    default:
      return (
        <input
          className={`${css.native} ${own.words}`}
          aria-label={label}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

function OneOfMany(props: Parameters<typeof One>[0]) {
  const { field, label, value, onChange } = props;
  const { choices, named, loading, onSearch } = useChoices(
    inputOf(field),
    value ? [value] : [],
  );
  return (
    <div className={own.words}>
      <Picker
        size="small"
        {...{ label, choices, loading, onSearch }}
        value={named[0] ?? null}
        onChange={(choice) => onChange(choice?.value ?? "")}
      />
    </div>
  );
}

function Several({ line, field, change }: LineProps) {
  const t = useText();
  const labels = useChoiceLabels(field);
  const input = inputOf(field);
  const label = t("joining.values");
  if (input === "choice") {
    return (
      <fieldset className={css.row} style={{ border: 0, margin: 0, padding: 0 }}>
        <legend className={css.hidden}>{label}</legend>
        {labels.map((each) => (
          <label key={each.value} className={css.radio}>
            <input
              type="checkbox"
              checked={line.list.includes(each.value)}
              onChange={(event) =>
                change({
                  list: event.target.checked
                    ? [...line.list, each.value]
                    : line.list.filter((value) => value !== each.value),
                })
              }
            />
            {each.label}
          </label>
        ))}
      </fieldset>
    );
  }
  return <ManyOfMany {...{ line, field, change, label }} />;
}

function ManyOfMany({ line, field, change, label }: LineProps & { label: string }) {
  const { choices, named, loading, onSearch } = useChoices(inputOf(field), line.list);
  return (
    <div className={own.wide}>
      <ManyPicker
        size="small"
        {...{ label, choices, loading, onSearch }}
        value={named}
        onChange={(next) => change({ list: next.map(({ value }) => value) })}
      />
    </div>
  );
}

/** The few values that a field has, as people call them. */
function useChoiceLabels(field: ConditionField) {
  const t = useText();
  const words = useWords();
  if (inputOf(field) === "yesNo") {
    return [
      { value: "yes", label: t("joining.yes") },
      { value: "no", label: t("joining.no") },
    ];
  }
  return choicesOf(field).map((value) => ({ value, label: words(value) }));
}
