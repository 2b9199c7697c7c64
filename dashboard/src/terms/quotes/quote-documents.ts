import { graphql } from "../../api/graphql";

// What the page of quotes asks and changes.

export const QUOTES = graphql(`
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
          }
        }
      }
    }
  }
`);

export const SEND_QUOTE = graphql(`
  mutation SendQuote($orderId: ID!, $validUntil: DateTime!, $message: String) {
    customerGroupQuoteSend(
      orderId: $orderId
      validUntil: $validUntil
      message: $message
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
