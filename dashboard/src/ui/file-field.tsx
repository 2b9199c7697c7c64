import { useText } from "../text";
import { Notice } from "./messages/notices";
import css from "./ui.module.css";

const SHOWN = 20;

/** A file to be chosen; the same one may be chosen again. */
export function FileField(props: {
  label: string;
  accept?: string;
  onChange: (file: File) => void;
}) {
  return (
    <label className={css.label}>
      {props.label}
      <input
        className={css.native}
        type="file"
        accept={props.accept ?? ".csv,text/csv"}
        // Who has mended a file chooses the same again, which is no change otherwise.
        onClick={(event) => {
          event.currentTarget.value = "";
        }}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) props.onChange(file);
        }}
      />
    </label>
  );
}

/** What is wrong with lines of a file, so that nothing of it is done. */
export function BadLines(props: {
  rows: readonly { line: number; message: string }[];
}) {
  const t = useText();
  const { rows } = props;
  if (rows.length === 0) return null;
  return (
    <Notice tone="bad">
      {t("files.bad", { count: rows.length })}
      <ul>
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.line}>
            {t("files.line", { line: row.line })} {row.message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
