import type { ReactNode } from "react";
import { type DefaultValues, type FieldValues, useForm } from "react-hook-form";
import { useLocation } from "wouter";
import { Form, useLoaded } from "../../ui/form";
import css from "../../ui/ui.module.css";
import { type Noun, placeOf } from "./rule-page";

/** The form of a price rule, price list, promotion or set, or of a new one. */
export function RuleForm<Values extends FieldValues>(props: {
  noun: Noun;
  /** Of what is changed; none for a new one. */
  id: string | undefined;
  values: Values;
  /** Saves it, and returns what was saved. */
  save: (typed: Values) => Promise<{ id: string } | null | undefined>;
  /** Loads it again, where somebody else has changed it. */
  reload: () => Promise<Values>;
  /** What stands beside the fields: what comes of them. */
  preview?: ReactNode;
  children: ReactNode;
}) {
  const { noun, id, values } = props;
  const [, go] = useLocation();
  const form = useForm<Values>({ defaultValues: values as DefaultValues<Values> });
  useLoaded(form, values);
  const fields = <div className={css.stack}>{props.children}</div>;
  return (
    <Form
      form={form}
      save={props.save}
      reload={() => void props.reload().then((loaded) => form.reset(loaded))}
      onSaved={(saved) => !id && saved && go(placeOf(noun, saved.id))}
      onCancel={id ? undefined : () => go(`/${noun}`)}
    >
      {props.preview ? (
        <div className={css.columns}>
          {fields}
          <div className={`${css.stack} ${css.beside}`}>{props.preview}</div>
        </div>
      ) : (
        fields
      )}
    </Form>
  );
}
