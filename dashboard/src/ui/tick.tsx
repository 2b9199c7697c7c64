import { Checkbox } from "@saleor/macaw-ui";
import css from "./ui.module.css";

/** A box to tick in a table, whose label is read to those who cannot see the row. */
export function Tick(props: {
  label: string;
  checked: boolean | "indeterminate";
  onChange: (on: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <Checkbox
      checked={props.checked}
      disabled={props.disabled}
      onCheckedChange={(on) => props.onChange(on === true)}
    >
      <span className={css.hidden}>{props.label}</span>
    </Checkbox>
  );
}
