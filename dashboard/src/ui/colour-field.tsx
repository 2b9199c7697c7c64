import { Button } from "@saleor/macaw-ui";
import { useId } from "react";
import { useText } from "../text";
import { FieldHelp, useField } from "./fields";
import css from "./ui.module.css";

// Far enough from each other to be told apart, and seen in both themes.
const SUGGESTED = [
  "#2563eb",
  "#0891b2",
  "#16a34a",
  "#ca8a04",
  "#ea580c",
  "#dc2626",
  "#db2777",
  "#7c3aed",
  "#6b7280",
];

/** A colour, or none. */
export function ColourField(props: { name: string; label: string; help?: string }) {
  const t = useText();
  const field = useField<string>(props.name);
  const id = useId();
  return (
    <div className={css.label}>
      <label htmlFor={id}>{props.label}</label>
      <span className={css.row}>
        <input
          id={id}
          ref={field.ref}
          type="color"
          className={css.colour}
          list={`${id}-suggested`}
          data-none={field.value ? undefined : true}
          value={field.value || "#ffffff"}
          onBlur={field.onBlur}
          onChange={(event) => field.onChange(event.target.value)}
        />
        <datalist id={`${id}-suggested`}>
          {SUGGESTED.map((colour) => (
            <option key={colour} value={colour} />
          ))}
        </datalist>
        {field.value ? (
          <>
            <code>{field.value}</code>
            <Button type="button" variant="tertiary" onClick={() => field.onChange("")}>
              {t("colour.none")}
            </Button>
          </>
        ) : (
          <span className={css.quiet}>{t("colour.isNone")}</span>
        )}
      </span>
      <FieldHelp error={field.error} help={props.help} />
    </div>
  );
}
