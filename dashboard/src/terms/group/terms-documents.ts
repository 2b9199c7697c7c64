import { graphql } from "../../api/graphql";

/** How a group pays, itself or with what it inherits. */
export const TERMS = graphql(`
  fragment Terms on CustomerGroupTerms @_unmask {
    options
    gateways
    netDays
    creditLimit {
      amount
      currency
    }
    autoApproveBelow
    requiresPurchaseOrder
    earlyPaymentPercent
    earlyPaymentDays
    blockedAfterDaysOverdue
    instructions {
      option
      text
    }
  }
`);

export const GROUP_TERMS = graphql(
  `
  query GroupTerms($id: ID!) {
    customerGroup(id: $id) {
      id
      forGuests
      isDefault
      inheritsTerms
      updatedAt
      terms {
        ...Terms
      }
      termsAbove {
        id
        name
        terms {
          ...Terms
        }
      }
    }
  }
`,
  [TERMS],
);

export const UPDATE_TERMS = graphql(`
  mutation UpdateTerms(
    $id: ID!
    $input: CustomerGroupTermsInput!
    $ifUpdatedAt: DateTime
  ) {
    customerGroupTermsUpdate(id: $id, input: $input, ifUpdatedAt: $ifUpdatedAt) {
      terms {
        netDays
      }
      errors {
        field
        code
        message
      }
    }
  }
`);
