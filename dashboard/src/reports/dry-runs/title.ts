import { useText } from "../../text";
import type { Listed } from "./requests";

/** What a dry run is called: the rule that it tries, or the deletion of one. */
export function useTitle() {
  const t = useText();
  return ({ name, kind, isDeletion }: Pick<Listed, "name" | "kind" | "isDeletion">) => {
    const known = name && name !== "…" ? name : t("dryRun.unnamed", { kind });
    return isDeletion ? t("dryRun.without", { name: known }) : known;
  };
}
