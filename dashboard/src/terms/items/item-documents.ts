import { graphql } from "../../api/graphql";
import { CHANGE } from "../history/change-documents";

// What the page of open items asks and changes.

export const OPEN_ITEMS = graphql(
  `
  query OpenItems(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupOpenItemFilterInput
    $withCustomers: Boolean!
  ) {
    customerGroupOpenItems(
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
          orderId
          number
          option
          state
          purchaseOrderNumber
          placedOn
          dueOn
          daysOverdue
          earlyPaymentUntil
          groupCode
          invoice {
            number
            url
          }
          earlyPaymentAmount {
            amount
            currency
          }
          total {
            amount
            currency
          }
          paid {
            amount
            currency
          }
          open {
            amount
            currency
          }
          changes {
            ...TermsChange
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
`,
  [CHANGE],
);

const AGES = graphql(`
  fragment Ages on CustomerGroupAgingRow @_unmask {
    currency
    groupCode
    groupName
    notDue {
      amount
      currency
    }
    days1To30 {
      amount
      currency
    }
    days31To60 {
      amount
      currency
    }
    days61To90 {
      amount
      currency
    }
    over90 {
      amount
      currency
    }
    total {
      amount
      currency
    }
  }
`);

export const AGING = graphql(
  `
  query Aging {
    everything: customerGroupAging {
      ...Ages
    }
    groups: customerGroupAging(byGroup: true) {
      ...Ages
    }
  }
`,
  [AGES],
);

export const EXPORT_ITEMS = graphql(`
  query ExportOpenItems($filter: CustomerGroupOpenItemFilterInput) {
    customerGroupOpenItemsExport(filter: $filter)
  }
`);

export const RECORD_PAYMENTS = graphql(`
  mutation RecordPayments($payments: [CustomerGroupPaymentInput!]!) {
    customerGroupPaymentBulkRecord(payments: $payments) {
      count
      errors {
        field
        code
        message
      }
    }
  }
`);

export const IMPORT_PAYMENTS = graphql(`
  mutation ImportPayments($file: Upload, $dryRun: Boolean) {
    customerGroupPaymentsImport(file: $file, dryRun: $dryRun) {
      recorded
      unchanged
      badRows {
        line
        message
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export const APPROVE_ORDER = graphql(`
  mutation ApproveOrder($orderId: ID!) {
    customerGroupOrderApprove(orderId: $orderId) {
      terms {
        state
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export const REJECT_ORDER = graphql(`
  mutation RejectOrder($orderId: ID!, $reason: String!) {
    customerGroupOrderReject(orderId: $orderId, reason: $reason) {
      terms {
        state
      }
      errors {
        field
        code
        message
      }
    }
  }
`);
