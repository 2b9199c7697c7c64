import type { View } from "../../app/address";
import css from "../ui.module.css";

interface Choice {
  value: string;
  label: string;
}

/** A filter of a list by a day, as "2026-12-31" in the address of the page. */
export function FilterDay(props: {
  name: string;
  label: string;
  view: View;
  change: (changed: Record<string, string | null>) => void;
}) {
  return (
    <label className={css.row}>
      <span className={css.text}>{props.label}</span>
      <input
        className={css.native}
        type="date"
        value={props.view.filters[props.name] ?? ""}
        onChange={(event) => props.change({ [props.name]: event.target.value || null })}
      />
    </label>
  );
}

/** A filter of a list by a number above 0, which counts as soon as it is left. */
export function FilterNumber(props: {
  name: string;
  label: string;
  view: View;
  change: (changed: Record<string, string | null>) => void;
}) {
  const value = props.view.filters[props.name] ?? "";
  const take = (input: HTMLInputElement) => {
    const chosen = input.validity.valid ? input.value : "";
    if (chosen !== value) props.change({ [props.name]: chosen || null });
  };
  return (
    <label className={css.row}>
      <span className={css.text}>{props.label}</span>
      <input
        // Another view has another number.
        key={value}
        className={css.native}
        type="number"
        min="0"
        step="any"
        defaultValue={value}
        onBlur={(event) => take(event.currentTarget)}
        onKeyDown={(event) => event.key === "Enter" && take(event.currentTarget)}
      />
    </label>
  );
}

/** A filter of a list with a few choices; it stands in the address of the page. */
export function FilterSelect(props: {
  name: string;
  label: string;
  /** What it says where nothing is chosen, if that is a choice as well. */
  none?: string;
  options: Choice[];
  view: View;
  change: (changed: Record<string, string | null>) => void;
}) {
  const value = props.view.filters[props.name] ?? "";
  return (
    <select
      className={css.filter}
      aria-label={props.label}
      value={value}
      onChange={(event) => props.change({ [props.name]: event.target.value || null })}
    >
      <option value="">{props.none ?? props.label}</option>
      {props.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
