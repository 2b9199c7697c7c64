import { forwardRef, useId } from "react";
import css from "./ui.module.css";

interface Choice {
  value: string;
  label: string;
}

/**
 * One of several, as the browser offers them. (macaw-ui's own list has a role that its
 * element must not have.)
 */
export const SelectBox = forwardRef<
  HTMLSelectElement,
  {
    label: string;
    value: string;
    options: Choice[];
    onChange: (value: string) => void;
    onBlur?: () => void;
    error?: string;
    help?: string;
    disabled?: boolean;
  }
>((props, ref) => {
  const id = useId();
  const said = props.error ?? props.help;
  return (
    <div>
      <div className={css.selectBox} data-error={props.error ? "" : undefined}>
        <label htmlFor={id}>{props.label}</label>
        <select
          id={id}
          ref={ref}
          value={props.value}
          disabled={props.disabled}
          aria-invalid={Boolean(props.error)}
          aria-describedby={said ? `${id}-said` : undefined}
          onBlur={props.onBlur}
          onChange={(event) => props.onChange(event.target.value)}
        >
          {props.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      {said && (
        <div id={`${id}-said`} className={props.error ? css.fieldError : css.quiet}>
          {said}
        </div>
      )}
    </div>
  );
});
