import { graphql, type ResultOf, type VariablesOf } from "../../api/graphql";
import { sortingOf, type View } from "../../app/address";
import { PRODUCT_SCOPE } from "../../visibility/sets/set-documents";

export const GROUPS = graphql(
  `
  query Groups(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupFilterInput
    $sortBy: CustomerGroupSortingInput
    $prices: Boolean!
  ) {
    customerGroups(
      first: $first
      last: $last
      after: $after
      before: $before
      filter: $filter
      sortBy: $sortBy
    ) {
      totalCount
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      edges {
        node {
          id
          name
          code
          colour
          kind
          isActive
          isDefault
          forGuests
          isVip
          priority
          tags
          membersCount
          childrenCount
          priceSummary @include(if: $prices)
          levelProgramme {
            id
          }
          productAccess
          productScope {
            ...ProductScope
          }
          createdAt
        }
      }
    }
  }
`,
  [PRODUCT_SCOPE],
);

export const GROUP_TOTALS = graphql(`
  query GroupTotals {
    customerGroupTotals {
      groups
      customers
      customersInGroups
      tags
    }
  }
`);

export type ListedGroup = NonNullable<
  ResultOf<typeof GROUPS>["customerGroups"]
>["edges"][number]["node"];

type Filter = NonNullable<VariablesOf<typeof GROUPS>["filter"]>;

const SORTS = {
  name: "NAME",
  customers: "MEMBERS_COUNT",
  priority: "PRIORITY",
  created: "CREATED_AT",
} as const;

/** How the groups of a view are sorted. */
export const sortOf = (view: View) => sortingOf(view, SORTS);

const KINDS = ["MANUAL", "AUTOMATIC", "HYBRID"] as const;

/** Which groups a view asks for. */
export function filterOf(view: View): Filter {
  const { kind, status, vip, tag, parent } = view.filters;
  return {
    search: view.search || null,
    kind: kind ? KINDS.filter((each) => each === kind) : null,
    isActive: status ? status === "active" : null,
    isVip: vip ? vip === "yes" : null,
    tags: tag ? [tag] : null,
    parent: parent ?? null,
  };
}

/** Whether a view shows the groups as a tree: only while nothing is looked for. */
export function isTree(view: View): boolean {
  return (
    view.layout === "tree" && !view.search && Object.keys(view.filters).length === 0
  );
}
