import { graphql } from "../../api/graphql";

// What the pages of price rules ask and change.

const SCOPE = graphql(`
  fragment ScopeOf on CustomerGroupScope @_unmask {
    include {
      products
      variants
      categories
      collections
      productTypes
    }
    exclude {
      products
      variants
      categories
      collections
      productTypes
    }
  }
`);

export const PRICE_RULES = graphql(
  `
  query PriceRules(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupPriceRuleFilterInput
    $sortBy: CustomerGroupPriceRuleSortingInput
    $groups: [ID!]
  ) {
    customerGroupPriceRules(
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
          adjustment {
            kind
            description
          }
          scope {
            ...ScopeOf
          }
        }
      }
    }
    customerGroupRuleCounts(customerGroups: $groups) {
      priceRules {
        total
        running
        planned
        ended
        off
      }
    }
  }
`,
  [SCOPE],
);

export const PRICE_RULE = graphql(
  `
  query PriceRule($id: ID!) {
    customerGroupPriceRule(id: $id) {
      id
      name
      summary
      problem
      state
      isActive
      priority
      withVouchers
      withPromotions
      tiersCount
      exclusive
      validFrom
      validUntil
      channels
      minSubtotalAmount
      minSubtotalCurrency
      minQuantity
      updatedAt
      groups {
        id
        name
      }
      adjustment {
        kind
        parameters
      }
      scope {
        ...ScopeOf
      }
    }
  }
`,
  [SCOPE],
);

export const CREATE_PRICE_RULE = graphql(`
  mutation PriceRuleCreate($input: CustomerGroupPriceRuleCreateInput!) {
    customerGroupPriceRuleCreate(input: $input) {
      priceRule {
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

export const UPDATE_PRICE_RULE = graphql(`
  mutation PriceRuleUpdate(
    $id: ID!
    $ifUpdatedAt: DateTime
    $input: CustomerGroupPriceRuleInput!
  ) {
    customerGroupPriceRuleUpdate(id: $id, ifUpdatedAt: $ifUpdatedAt, input: $input) {
      priceRule {
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

export const DELETE_PRICE_RULE = graphql(`
  mutation PriceRuleDelete($id: ID!) {
    customerGroupPriceRuleDelete(id: $id) {
      errors {
        field
        code
        message
      }
    }
  }
`);

export const PREVIEW_PRICE_RULE = graphql(`
  query PriceRulePreview($input: CustomerGroupPriceRulePreviewInput!) {
    customerGroupPriceRulePreview(input: $input) {
      isSwitchedOn
      errors {
        field
        code
        message
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
          listPrice {
            amount
            currency
          }
          unitPrice {
            amount
            currency
          }
          reason
        }
        verdicts {
          reason
          message
        }
      }
    }
  }
`);
