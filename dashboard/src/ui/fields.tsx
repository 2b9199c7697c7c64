import { Checkbox, Input, Textarea, Toggle } from "@saleor/macaw-ui";
import { type ReactNode, useId } from "react";
import { useController } from "react-hook-form";
import { SelectBox } from "./select-box";
import css from "./ui.module.css";

// Fields of a form of react-hook-form: each has a label, keeps what was typed, and shows
// what is wrong below it.

// macaw-ui says "input", which is no role.
export const NO_ROLE = { role: undefined };

interface Common {
  name: string;
  label: string;
  /** A hint below the field. */
  help?: string;
  disabled?: boolean;
}

/** Says what is wrong with a value that cannot be sent. */
export type Check = (value: string) => string | undefined;

/** A field of the form around it, with what is wrong with it. */
export function useField<T = string>(name: string, check?: Check) {
  const rules = check && { validate: (value: string) => check(value) ?? true };
  const { field, fieldState } = useController({ name, rules });
  return {
    ...field,
    value: field.value as T,
    error: fieldState.error?.message,
  };
}

export function TextField(
  props: Common & {
    type?: "text" | "email" | "password" | "number" | "date" | "datetime-local";
    /** What stands behind the value, as a currency or "%". */
    unit?: string;
    /** Which keys a telephone shows. */
    inputMode?: "decimal" | "numeric";
    autoFocus?: boolean;
    min?: number;
    max?: number;
    step?: number | "any";
    check?: Check;
  },
) {
  const field = useField<string | null>(props.name, props.check);
  return (
    <Input
      ref={field.ref}
      name={field.name}
      {...NO_ROLE}
      type={props.type ?? "text"}
      label={props.label}
      value={field.value ?? ""}
      disabled={props.disabled}
      error={Boolean(field.error)}
      aria-invalid={Boolean(field.error)}
      helperText={field.error ?? props.help}
      endAdornment={props.unit && <span className={css.quiet}>{props.unit}</span>}
      autoComplete="off"
      inputMode={props.inputMode}
      autoFocus={props.autoFocus}
      min={props.min}
      max={props.max}
      step={props.type === "number" ? (props.step ?? "any") : undefined}
      onBlur={field.onBlur}
      onChange={(event) => field.onChange(event.target.value)}
    />
  );
}

export function LongTextField(props: Common & { rows?: number }) {
  const field = useField<string | null>(props.name);
  return (
    <Textarea
      ref={field.ref}
      label={props.label}
      rows={props.rows ?? 3}
      value={field.value ?? ""}
      disabled={props.disabled}
      error={Boolean(field.error)}
      aria-invalid={Boolean(field.error)}
      helperText={field.error ?? props.help}
      onBlur={field.onBlur}
      onChange={(event) => field.onChange(event.target.value)}
    />
  );
}

export interface Choice {
  value: string;
  label: string;
}

export function SelectField(props: Common & { options: Choice[] }) {
  const field = useField<string | null>(props.name);
  return (
    <SelectBox
      {...props}
      ref={field.ref}
      value={field.value ?? ""}
      error={field.error}
      onBlur={field.onBlur}
      onChange={field.onChange}
    />
  );
}

export function SwitchField(props: Common) {
  const field = useField<boolean>(props.name);
  return (
    <div>
      <Toggle
        pressed={Boolean(field.value)}
        disabled={props.disabled}
        onPressedChange={field.onChange}
      >
        <span className={css.text}>{props.label}</span>
      </Toggle>
      <FieldHelp error={field.error} help={props.help} />
    </div>
  );
}

export function CheckField(props: Common) {
  const field = useField<boolean>(props.name);
  return (
    <div>
      <Checkbox
        checked={Boolean(field.value)}
        disabled={props.disabled}
        onCheckedChange={(on) => field.onChange(on === true)}
      >
        <span className={css.text}>{props.label}</span>
      </Checkbox>
      <FieldHelp error={field.error} help={props.help} />
    </div>
  );
}

/** One of a few choices, all of them seen. */
export function RadioField(
  props: Common & {
    options: (Choice & { help?: string })[];
    /** Beside each other. */
    row?: boolean;
  },
) {
  const field = useField<string | null>(props.name);
  const id = useId();
  return (
    <fieldset
      className={css.radios}
      disabled={props.disabled}
      data-row={props.row || undefined}
    >
      <legend className={css.text}>{props.label}</legend>
      {props.options.map((option) => (
        <label key={option.value} className={css.radio}>
          <input
            type="radio"
            name={`${id}-${field.name}`}
            value={option.value}
            checked={field.value === option.value}
            onChange={() => field.onChange(option.value)}
          />
          <span>
            {option.label}
            {option.help && <span className={css.quiet}> {option.help}</span>}
          </span>
        </label>
      ))}
      <FieldHelp error={field.error} help={props.help} />
    </fieldset>
  );
}

/** What is wrong with a field, or a hint. */
export function FieldHelp(props: { error?: string; help?: string }): ReactNode {
  if (props.error) return <div className={css.fieldError}>{props.error}</div>;
  if (props.help) return <div className={css.quiet}>{props.help}</div>;
  return null;
}
