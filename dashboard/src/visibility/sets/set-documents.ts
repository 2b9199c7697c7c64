import { graphql } from "../../api/graphql";

// What the pages of product sets ask and change.

/** A scope of whole products. */
export const PRODUCT_SCOPE = graphql(`
  fragment ProductScope on CustomerGroupScope @_unmask {
    include {
      products
      categories
      collections
      productTypes
    }
    exclude {
      products
      categories
      collections
      productTypes
    }
  }
`);

export const PRODUCT_SETS = graphql(
  `
  query ProductSets(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupVisibilitySetFilterInput
    $sortBy: CustomerGroupVisibilitySetSortingInput
  ) {
    customerGroupVisibilitySets(
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
          problem
          state
          isActive
          isExclusive
          productsCount
          validFrom
          validUntil
          createdAt
          updatedAt
          groups {
            id
            name
            colour
          }
          scope {
            ...ProductScope
          }
        }
      }
    }
  }
`,
  [PRODUCT_SCOPE],
);

export const PRODUCT_SET = graphql(
  `
  query ProductSet($id: ID!) {
    customerGroupVisibilitySet(id: $id) {
      id
      name
      code
      problem
      state
      isActive
      isExclusive
      validFrom
      validUntil
      updatedAt
      groups {
        id
        name
      }
      scope {
        ...ProductScope
      }
    }
  }
`,
  [PRODUCT_SCOPE],
);

export const CREATE_SET = graphql(`
  mutation ProductSetCreate(
    $input: CustomerGroupVisibilitySetCreateInput!
    $dryRun: Boolean
  ) {
    customerGroupVisibilitySetCreate(input: $input, dryRun: $dryRun) {
      visibilitySet {
        id
      }
      publicProductsCount
      hiddenProductsCount
      errors {
        field
        code
        message
      }
    }
  }
`);

export const UPDATE_SET = graphql(`
  mutation ProductSetUpdate(
    $id: ID!
    $input: CustomerGroupVisibilitySetInput!
    $ifUpdatedAt: DateTime
    $dryRun: Boolean
    $force: Boolean
  ) {
    customerGroupVisibilitySetUpdate(
      id: $id
      input: $input
      ifUpdatedAt: $ifUpdatedAt
      dryRun: $dryRun
      force: $force
    ) {
      visibilitySet {
        id
      }
      publicProductsCount
      hiddenProductsCount
      errors {
        field
        code
        message
      }
    }
  }
`);

// Asked as a mutation that changes nothing.
export const WHAT_SETS_SHOW = graphql(`
  mutation WhatSetsShow($ids: [ID!]!) {
    customerGroupVisibilitySetBulkDelete(ids: $ids, dryRun: true) {
      publicProductsCount
      errors {
        field
        code
        message
      }
    }
  }
`);

export const DELETE_SETS = graphql(`
  mutation ProductSetsDelete($ids: [ID!]!) {
    customerGroupVisibilitySetBulkDelete(ids: $ids, force: true) {
      count
      errors {
        field
        code
        message
      }
    }
  }
`);
