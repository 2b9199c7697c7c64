import { Checkbox } from "@saleor/macaw-ui";
import css from "./ui.module.css";

/** A box to tick; in a table its label is read only to those who cannot see the row. */
export function Tick(props: {
  label: string;
  checked: boolean | "indeterminate";
  onChange: (on: boolean) => void;
  disabled?: boolean;
  /** Whether everybody sees the label. */
  shown?: boolean;
}) {
  return (
    <Checkbox
      checked={props.checked}
      disabled={props.disabled}
      onCheckedChange={(on) => props.onChange(on === true)}
    >
      <span className={props.shown ? css.text : css.hidden}>{props.label}</span>
    </Checkbox>
  );
}
