import { type FieldValues, useFormContext } from "react-hook-form";
import type { Draft } from "./requests";
import { TryOut } from "./try-out";

/** Tries what stands in the form around it, saved or not. */
export function TryOutForm<Values extends FieldValues>(props: {
  /** Throws `Refused` where something is typed that cannot be sent. */
  draftOf: (typed: Values) => Draft;
}) {
  const { getValues } = useFormContext<Values>();
  return <TryOut draft={() => props.draftOf(getValues())} />;
}
