import { Refused } from "../../api/hooks";
import { useText } from "../../text";
import type { Words } from "../drafts";
import { wrongNumbers } from "./values";

/** Refuses what is no number beside its field: GraphQL would refuse the whole request. */
export function useNumberCheck<Name extends string>(
  names: readonly Name[],
  words: Words,
) {
  const t = useText();
  return (values: Record<Name, string>) => {
    const wrong = wrongNumbers(values, names, words);
    if (wrong.length === 0) return;
    throw new Refused(
      wrong.map((field) => ({ field, code: "INVALID", message: t("rule.noNumber") })),
    );
  };
}
