import { graphql } from "../../api/graphql";

// What is asked of invoices, and how one is issued.

export const INVOICES = graphql(`
  query Invoices(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupInvoiceFilterInput
    $withCustomers: Boolean!
  ) {
    customerGroupInvoices(
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
          orderId
          orderNumber
          purchaseOrderNumber
          issuedOn
          dueOn
          url
          total {
            amount
            currency
          }
          customer @include(if: $withCustomers) {
            id
            email
            firstName
            lastName
          }
        }
      }
    }
  }
`);

export const ISSUE_INVOICE = graphql(`
  mutation IssueInvoice($orderId: ID!) {
    customerGroupInvoiceIssue(orderId: $orderId) {
      invoice {
        number
        url
      }
      errors {
        field
        code
        message
      }
    }
  }
`);
