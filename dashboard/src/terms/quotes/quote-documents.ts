import { graphql } from "../../api/graphql";

// What the pages of quotes ask and change.

const QUOTE = graphql(`
  fragment Quote on CustomerGroupQuote @_unmask {
    id
    number
    status
    validUntil
    createdAt
    updatedAt
    note
    message
    orderId
    total {
      gross {
        amount
        currency
      }
    }
    terms {
      state
      dueOn
      daysOverdue
    }
    customer {
      id
      email
      firstName
      lastName
    }
    changes {
      status
      at
      text
      byApp
      byUser {
        email
      }
    }
  }
`);

export const QUOTES = graphql(
  `
  query Quotes(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupQuoteFilterInput
  ) {
    customerGroupQuotes(
      first: $first
      last: $last
      after: $after
      before: $before
      filter: $filter
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
          ...Quote
        }
      }
    }
  }
`,
  [QUOTE],
);

export const ONE_QUOTE = graphql(
  `
  query OneQuote($id: ID!) {
    customerGroupQuote(id: $id) {
      ...Quote
      lines {
        productName
        variantName
        sku
        quantity
        unitPrice {
          gross {
            amount
            currency
          }
        }
        totalPrice {
          gross {
            amount
            currency
          }
        }
      }
      shippingPrice {
        gross {
          amount
          currency
        }
      }
    }
  }
`,
  [QUOTE],
);

/** The lines of a draft as they are now, which may get other prices. */
export const DRAFT_LINES = graphql(`
  query DraftLines($id: ID!) {
    order(id: $id) {
      id
      lines {
        id
        productName
        variantName
        productSku
        quantity
        unitPrice {
          currency
          gross {
            amount
          }
        }
      }
    }
  }
`);

export const SEND_QUOTE = graphql(`
  mutation SendQuote(
    $orderId: ID!
    $validUntil: DateTime!
    $message: String
    $prices: [CustomerGroupQuotePriceInput!]
  ) {
    customerGroupQuoteSend(
      orderId: $orderId
      validUntil: $validUntil
      message: $message
      prices: $prices
    ) {
      quote {
        status
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export const WITHDRAW_QUOTE = graphql(`
  mutation WithdrawQuote($id: ID!) {
    customerGroupQuoteWithdraw(id: $id) {
      quote {
        status
      }
      errors {
        field
        code
        message
      }
    }
  }
`);
