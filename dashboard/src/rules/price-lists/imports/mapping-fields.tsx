import { useCurrencies } from "../../../app/session";
import { useText } from "../../../text";
import { SelectBox } from "../../../ui/select-box";
import css from "../../../ui/ui.module.css";
import { COLUMNS, type Mapping, type Read } from "./csv";

const NONE = "";

/** Which column of the file is which of ours, with examples from the file. */
export function MappingFields(props: {
  read: Read;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
  currency: string;
  onCurrency: (currency: string) => void;
}) {
  const t = useText();
  const currencies = useCurrencies();
  const { read, mapping, onChange } = props;
  const options = read.header.map((name, at) => {
    const example = read.examples.map((cells) => cells[at]).find(Boolean);
    return {
      value: String(at),
      label: example ? t("import.column", { name, example }) : name,
    };
  });
  return (
    <div className={css.fields}>
      {COLUMNS.map((column) => (
        <SelectBox
          key={column}
          label={t(`import.column.${column}`)}
          value={mapping[column] === null ? NONE : String(mapping[column])}
          options={[{ value: NONE, label: t(`import.none.${column}`) }, ...options]}
          onChange={(value) =>
            onChange({ ...mapping, [column]: value === NONE ? null : Number(value) })
          }
        />
      ))}
      {mapping.currency === null && (
        <SelectBox
          label={t("import.currency")}
          value={props.currency}
          options={currencies.map((value) => ({ value, label: value }))}
          onChange={props.onCurrency}
        />
      )}
    </div>
  );
}
