import { graphql } from "../../api/graphql";
import { TERMS } from "../group/terms-documents";

/** What stands of a customer's account in a card and on its page. */
export const ACCOUNT = graphql(
  `
  fragment Account on CustomerGroupAccount @_unmask {
    group {
      id
      name
      effectiveTerms {
        ...Terms
      }
    }
    creditLimit {
      amount
      currency
    }
    ownCreditLimit {
      amount
      currency
    }
    available {
      amount
      currency
    }
    open {
      amount
      currency
    }
    overdue {
      amount
      currency
    }
    isBlocked
    note
    updatedAt
    itemsCount
  }
`,
  [TERMS],
);

export const CUSTOMER_ACCOUNT = graphql(
  `
  query CustomerAccount($ids: [ID!]!) {
    customerGroupCandidates(ids: $ids, first: 1) {
      edges {
        node {
          customer {
            id
            email
            firstName
            lastName
            customerGroupAccount {
              ...Account
              items {
                orderId
                number
                state
                purchaseOrderNumber
                placedOn
                dueOn
                daysOverdue
                total {
                  amount
                  currency
                }
                open {
                  amount
                  currency
                }
              }
            }
          }
        }
      }
    }
  }
`,
  [ACCOUNT],
);

export const UPDATE_CREDIT = graphql(`
  mutation UpdateCredit(
    $customerId: ID!
    $input: CustomerGroupCustomerTermsInput!
    $ifUpdatedAt: DateTime
  ) {
    customerGroupCustomerTermsUpdate(
      customerId: $customerId
      input: $input
      ifUpdatedAt: $ifUpdatedAt
    ) {
      account {
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
