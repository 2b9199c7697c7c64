import { graphql } from "../../api/graphql";

// What the pages of promotions ask and change.

export const PROMOTIONS = graphql(`
  query Promotions(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupPromotionFilterInput
    $sortBy: CustomerGroupPromotionSortingInput
    $groups: [ID!]
  ) {
    customerGroupPromotions(
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
          groups {
            id
            name
            colour
          }
          usesCount
          limitTotal
        }
      }
    }
    customerGroupRuleCounts(customerGroups: $groups) {
      promotions {
        total
        running
        planned
        ended
        off
      }
    }
  }
`);

export const PROMOTION = graphql(`
  query Promotion($id: ID!) {
    customerGroupPromotion(id: $id) {
      id
      name
      summary
      problem
      state
      isActive
      priority
      withVouchers
      withGroupPrices
      exclusive
      validFrom
      validUntil
      channels
      limitTotal
      limitPerCustomer
      usesCount
      usesLeft
      updatedAt
      groups {
        id
        name
      }
      conditions {
        kind
        parameters
      }
      benefit {
        kind
        parameters
      }
    }
  }
`);

export const CREATE_PROMOTION = graphql(`
  mutation PromotionCreate($input: CustomerGroupPromotionCreateInput!) {
    customerGroupPromotionCreate(input: $input) {
      promotion {
        id
      }
      warnings
      errors {
        field
        code
        message
      }
    }
  }
`);

export const UPDATE_PROMOTION = graphql(`
  mutation PromotionUpdate(
    $id: ID!
    $ifUpdatedAt: DateTime
    $input: CustomerGroupPromotionInput!
  ) {
    customerGroupPromotionUpdate(id: $id, ifUpdatedAt: $ifUpdatedAt, input: $input) {
      promotion {
        id
      }
      warnings
      errors {
        field
        code
        message
      }
    }
  }
`);

export const DELETE_PROMOTION = graphql(`
  mutation PromotionDelete($id: ID!) {
    customerGroupPromotionDelete(id: $id) {
      errors {
        field
        code
        message
      }
    }
  }
`);

export const PREVIEW_PROMOTION = graphql(`
  query PromotionPreview($input: CustomerGroupPromotionPreviewInput!) {
    customerGroupPromotionPreview(input: $input) {
      errors {
        field
        code
        message
      }
      current {
        total {
          amount
          currency
        }
      }
      draft {
        lines {
          variantId
          variant {
            name
            productName
            sku
          }
          quantity
          unitPrice {
            amount
            currency
          }
          discount {
            amount
            currency
          }
          total {
            amount
            currency
          }
        }
        gifts {
          variantId
          quantity
        }
        shippingPrice {
          amount
          currency
        }
        total {
          amount
          currency
        }
        verdicts {
          kind
          reason
          message
          promotion {
            id
          }
        }
      }
    }
  }
`);
