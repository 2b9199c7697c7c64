import { graphql, type ResultOf } from "../../api/graphql";

// What the pages of price lists ask and change.

export const PRICE_LISTS = graphql(`
  query PriceLists(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupPriceListFilterInput
    $sortBy: CustomerGroupPriceListSortingInput
    $groups: [ID!]
  ) {
    customerGroupPriceLists(
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
          summary
          problem
          state
          isActive
          priority
          validFrom
          validUntil
          updatedAt
          entriesCount
          groups {
            id
            name
            colour
          }
        }
      }
    }
    customerGroupRuleCounts(customerGroups: $groups) {
      priceLists {
        total
        running
        planned
        ended
        off
      }
    }
  }
`);

export const PRICE_LIST = graphql(`
  query PriceList($id: ID!) {
    customerGroupPriceList(id: $id) {
      id
      name
      problem
      state
      isActive
      priority
      validFrom
      validUntil
      updatedAt
      channels
      withVouchers
      withPromotions
      tiersCount
      entriesCount
      currencies
      groups {
        id
        name
        colour
      }
    }
  }
`);

export const CREATE_PRICE_LIST = graphql(`
  mutation CreatePriceList($input: CustomerGroupPriceListCreateInput!) {
    customerGroupPriceListCreate(input: $input) {
      priceList {
        id
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export const UPDATE_PRICE_LIST = graphql(`
  mutation UpdatePriceList(
    $id: ID!
    $input: CustomerGroupPriceListInput!
    $ifUpdatedAt: DateTime
  ) {
    customerGroupPriceListUpdate(id: $id, input: $input, ifUpdatedAt: $ifUpdatedAt) {
      priceList {
        id
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export const DELETE_PRICE_LIST = graphql(`
  mutation DeletePriceList($id: ID!) {
    customerGroupPriceListDelete(id: $id) {
      priceList {
        id
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export const ENTRIES = graphql(`
  query PriceListEntries(
    $id: ID!
    $first: Int
    $last: Int
    $after: String
    $before: String
    $search: String
    $currency: String
    $sortBy: CustomerGroupPriceListEntrySortingInput
  ) {
    customerGroupPriceList(id: $id) {
      id
      updatedAt
      entries(
        first: $first
        last: $last
        after: $after
        before: $before
        search: $search
        currency: $currency
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
            variantId
            minQuantity
            variant {
              name
              productName
              sku
            }
            unitPrice {
              amount
              currency
            }
          }
        }
      }
    }
  }
`);

export const PUT_ENTRIES = graphql(`
  mutation PutPriceListEntries(
    $id: ID!
    $entries: [CustomerGroupPriceListEntryInput!]!
  ) {
    customerGroupPriceListEntriesPut(id: $id, entries: $entries) {
      added
      warnings
      priceList {
        id
        updatedAt
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export const REMOVE_ENTRIES = graphql(`
  mutation RemovePriceListEntries($id: ID!, $entries: [ID!]!, $ifUpdatedAt: DateTime) {
    customerGroupPriceListEntriesRemove(
      id: $id
      entries: $entries
      ifUpdatedAt: $ifUpdatedAt
    ) {
      removed
      priceList {
        id
        updatedAt
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export type PriceList = NonNullable<
  ResultOf<typeof PRICE_LIST>["customerGroupPriceList"]
>;
type Listed = NonNullable<ResultOf<typeof ENTRIES>["customerGroupPriceList"]>;
export type Entry = NonNullable<Listed["entries"]>["edges"][number]["node"];
