import type { useText } from "../../text";
import { CATALOGUE_LISTS } from "../../ui/pickers/catalogue";
import { scopeDraft } from "../drafts";

/** What a scope names, counted: "2 categories, 1 product without 3 variants". */
export function scopeWords(t: ReturnType<typeof useText>, stored: unknown): string {
  const scope = scopeDraft(stored);
  const counted = (side: "include" | "exclude") =>
    CATALOGUE_LISTS.filter((list) => scope[side][list].length > 0)
      .map((list) => t(`scope.count.${list}`, { count: scope[side][list].length }))
      .join(", ");
  const included = scope.everything ? t("scope.all") : counted("include");
  const excluded = counted("exclude");
  return excluded ? t("scope.without", { included, excluded }) : included;
}
