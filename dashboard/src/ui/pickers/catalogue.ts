import { useRef, useState } from "react";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { useLater } from "../later";
import type { Choice } from "./picker";

const CATALOGUE = graphql(`
  query Catalogue(
    $kind: CustomerGroupCatalogueKindEnum!
    $search: String
    $ids: [ID!]
    $parentId: ID
    $onlyTop: Boolean
    $channel: String
    $first: Int
  ) {
    customerGroupCatalogue(
      kind: $kind
      search: $search
      ids: $ids
      parentId: $parentId
      onlyTop: $onlyTop
      channel: $channel
      first: $first
    ) {
      edges {
        node {
          id
          name
          productName
          sku
          hasChildren
          listPrice {
            amount
            currency
          }
          ancestors {
            name
          }
        }
      }
    }
  }
`);

type Answer = ResultOf<typeof CATALOGUE>;
export type CatalogueItem = NonNullable<
  Answer["customerGroupCatalogue"]
>["edges"][number]["node"];

/** What of the catalogue a rule may name, by the names of its lists. */
export const CATALOGUE_KINDS = {
  products: "PRODUCT",
  variants: "VARIANT",
  categories: "CATEGORY",
  collections: "COLLECTION",
  product_types: "PRODUCT_TYPE",
} as const;
export type CatalogueList = keyof typeof CATALOGUE_KINDS;
export const CATALOGUE_LISTS = Object.keys(CATALOGUE_KINDS) as CatalogueList[];

/** How many are found or named at once: the most that the API gives. */
export const MAX_NAMED = 100;
const FOUND = 20;

/** What an item is called where it stands alone, such as "Coffee › Beans". */
export function catalogueLabel(
  item: Pick<CatalogueItem, "name" | "productName" | "sku" | "ancestors">,
): string {
  const above = item.ancestors.map(({ name }) => `${name} › `).join("");
  const words = [item.productName, item.name].filter(Boolean).join(" · ");
  return `${above}${words}${item.sku ? ` (${item.sku})` : ""}`;
}

/**
 * What a variant is called in a sentence: Saleor names one of a product without variants
 * by its SKU, which says nothing beside the name of the product.
 */
export function variantName(
  variant: Pick<CatalogueItem, "name" | "productName" | "sku"> | null,
): string {
  const { productName, name, sku } = variant ?? {};
  const own = productName && name === sku ? "" : name;
  return [productName, own].filter(Boolean).join(" · ") || sku || "–";
}

/** What is found for the text typed last, and what the chosen ones are called. */
export function useCatalogue(list: CatalogueList, ids: string[], channel?: string) {
  const t = useText();
  const kind = CATALOGUE_KINDS[list];
  const [text, setText] = useState("");
  const search = useLater(text);
  const found = useAsk(
    CATALOGUE,
    { kind, search: search || null, channel: channel ?? null, first: FOUND },
    { keep: true },
  );
  const named = useAsk(
    CATALOGUE,
    { kind, ids: ids.slice(0, MAX_NAMED), first: MAX_NAMED },
    { wait: ids.length === 0, keep: true },
  );
  const items = itemsOf(found.data);
  const known = useKnown([...items, ...itemsOf(named.data)]);
  const unknown = named.isFetching ? "…" : t("catalogue.gone");
  return {
    items,
    choices: items.map(choiceOf),
    chosen: ids.map((id): Choice => known.get(id) ?? { value: id, label: unknown }),
    loading: found.isFetching,
    onSearch: setText,
  };
}

/** The categories right below one, or those at the top. */
export function useCategories(parentId: string | null) {
  const asked = useAsk(CATALOGUE, {
    kind: "CATEGORY",
    parentId,
    onlyTop: parentId === null,
    first: MAX_NAMED,
  });
  return { ...asked, items: itemsOf(asked.data) };
}

function itemsOf(answer: Answer | undefined): CatalogueItem[] {
  return answer?.customerGroupCatalogue?.edges.map(({ node }) => node) ?? [];
}

function choiceOf(item: CatalogueItem): Choice {
  return { value: item.id, label: catalogueLabel(item) };
}

/** Everything that was found or named since the picker is there. */
function useKnown(items: CatalogueItem[]): Map<string, Choice> {
  const known = useRef(new Map<string, Choice>());
  for (const item of items) known.current.set(item.id, choiceOf(item));
  return known.current;
}
