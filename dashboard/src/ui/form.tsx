import { Button } from "@saleor/macaw-ui";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import {
  type FieldValues,
  FormProvider,
  type Path,
  type UseFormReturn,
} from "react-hook-form";
import { CHANGED, type FieldError, Refused } from "../api/hooks";
import { useText } from "../text";
import { BusyButton } from "./busy-button";
import { Notice, useFaultText } from "./messages/notices";
import { useToast } from "./messages/toasts";
import css from "./ui.module.css";
import { useLeaveGuard } from "./unsaved";

// The field that is wrong, the first one on the page.
const WRONG = "[aria-invalid=true]";

/**
 * A form around one thing.
 *
 * What the API refuses stands beside its field, and above the form where there is no
 * field for it. What was typed is kept, and leaving with changes is asked about.
 */
export function Form<Values extends FieldValues, Saved = unknown>(props: {
  form: UseFormReturn<Values>;
  /** Saves; what it throws is shown. */
  save: (values: Values) => Promise<Saved>;
  /** Called when it is saved, with what `save` returned. */
  onSaved?: (saved: Saved) => void;
  /** Loads the thing again, where somebody else has changed it. */
  reload?: () => void;
  /** The name of the button, where it is not "Save". */
  saveLabel?: string;
  /** Said in the corner; "Saved" if it is left out. */
  savedText?: string | ((saved: Saved) => string);
  /** A form in a dialog has its button there. */
  id?: string;
  bar?: boolean;
  /** Whether something was chosen that is sent with it. */
  chosen?: boolean;
  onCancel?: () => void;
  children: ReactNode;
}) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const { form } = props;
  const [left, setLeft] = useState<readonly FieldError[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const [refusals, setRefusals] = useState(0);
  const element = useRef<HTMLFormElement>(null);
  const { isDirty, isSubmitting } = form.formState;
  const setSaved = useLeaveGuard(isDirty || Boolean(props.chosen));

  useEffect(() => {
    if (refusals > 0) element.current?.querySelector<HTMLElement>(WRONG)?.focus();
  }, [refusals]);

  const validated = form.handleSubmit(async (values) => {
    setLeft([]);
    setFault(null);
    let saved: Saved;
    try {
      saved = await props.save(values);
    } catch (error) {
      if (error instanceof Refused) {
        setLeft(placeErrors(form, error.errors));
        setRefusals((count) => count + 1);
      } else setFault(textOf(error as Error));
      return;
    }
    keepTyped(form, values);
    if (props.onSaved) setSaved();
    const { savedText = t("saved") } = props;
    toast(typeof savedText === "string" ? savedText : savedText(saved));
    props.onSaved?.(saved);
  });

  const submit = (event: FormEvent) => {
    if (isSubmitting) return event.preventDefault();
    // What the API refused before must not keep this from being asked again.
    form.clearErrors();
    return validated(event);
  };

  const changed = left.some((error) => error.code === CHANGED);
  return (
    <FormProvider {...form}>
      <form
        ref={element}
        id={props.id}
        className={css.stack}
        noValidate
        onSubmit={(event) => {
          event.stopPropagation();
          void submit(event);
        }}
      >
        {fault && <Notice tone="bad">{fault}</Notice>}
        {changed && (
          <Notice
            tone="warning"
            action={
              props.reload && (
                <Button
                  variant="secondary"
                  type="button"
                  onClick={() => {
                    setLeft([]);
                    props.reload?.();
                  }}
                >
                  {t("reload")}
                </Button>
              )
            }
          >
            {t("error.changed")}
          </Notice>
        )}
        {!changed && left.length > 0 && (
          <Notice tone="bad">
            {left.map((error) => (
              <div key={`${error.field} ${error.message}`}>{error.message}</div>
            ))}
          </Notice>
        )}
        {props.children}
        {props.bar !== false && (isDirty || props.onCancel) && (
          <div className={css.saveBar}>
            <Button
              type="button"
              variant="secondary"
              onClick={() => {
                form.reset();
                setLeft([]);
                props.onCancel?.();
              }}
            >
              {t("cancel")}
            </Button>
            <BusyButton type="submit" busy={isSubmitting}>
              {props.saveLabel ?? t("save")}
            </BusyButton>
          </div>
        )}
      </form>
    </FormProvider>
  );
}

/** What was sent is saved; what was typed meanwhile is not, and stays. */
function keepTyped<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  saved: Values,
): void {
  const typed = form.getValues();
  form.reset(saved);
  for (const [name, value] of Object.entries(typed)) {
    if (JSON.stringify(value) !== JSON.stringify(saved[name])) {
      form.setValue(name as Path<Values>, value, { shouldDirty: true });
    }
  }
}

/** Puts each error beside its field; returns those that no field stands for. */
export function placeErrors<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  errors: readonly FieldError[],
): FieldError[] {
  const left: FieldError[] = [];
  for (const error of errors) {
    const name = fieldFor(form, error.field);
    if (!name) {
      left.push(error);
      continue;
    }
    form.setError(name, { type: "api", message: error.message ?? "" });
  }
  return left;
}

/** The field of the form that an error is about: itself, what is in it, or around it. */
function fieldFor<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  field: string | null,
): Path<Values> | null {
  const { mount, array } = form.control._names;
  let name = field ?? "";
  while (name) {
    if (mount.has(name) || array.has(name)) return name as Path<Values>;
    const within = [...mount].find((each) => String(each).startsWith(`${name}.`));
    if (within) return within as Path<Values>;
    name = name.slice(0, Math.max(name.lastIndexOf("."), 0));
  }
  return null;
}

/** Keeps a form filled with what was loaded, as long as nobody has typed into it. */
export function useLoaded<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  values: Values | undefined,
) {
  const { isDirty } = form.formState;
  useEffect(() => {
    if (values && !isDirty) form.reset(values);
  }, [form, values, isDirty]);
}
