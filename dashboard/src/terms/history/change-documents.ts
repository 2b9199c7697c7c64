import { graphql } from "../../api/graphql";

/** A line of the ledger of terms, wherever it is shown. */
export const CHANGE = graphql(`
  fragment TermsChange on CustomerGroupTermsLedgerEntry @_unmask {
    id
    change
    at
    byApp
    reason
    groupCode
    orderId
    orderNumber
    reference
    receivedOn
    amount {
      amount
      currency
    }
    fields {
      field
      before
      after
    }
    byUser {
      email
    }
  }
`);

export const TERMS_LEDGER = graphql(
  `
  query TermsLedger(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupTermsLedgerFilterInput
  ) {
    customerGroupTermsLedger(
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
          ...TermsChange
          customer {
            id
            email
            firstName
            lastName
          }
        }
      }
    }
  }
`,
  [CHANGE],
);
