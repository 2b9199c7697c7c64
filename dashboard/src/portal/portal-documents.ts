import { graphql } from "../api/graphql";

export const GROUP_PORTAL = graphql(`
  query GroupPortal($id: ID!) {
    customerGroup(id: $id) {
      id
      forGuests
      isDefault
      inheritsPortal
      canLogIn
      canSeePrices
      canOrder
      canRequestQuotes
      canSeeInvoices
      updatedAt
      portalPermissions {
        permission
        isAllowedAbove
        decidedAbove {
          id
          name
        }
      }
    }
  }
`);
