import { graphql } from "../../api/graphql";
import { PRODUCT_SCOPE } from "../sets/set-documents";

export const GROUP_ACCESS = graphql(
  `
  query GroupAccess($id: ID!) {
    customerGroup(id: $id) {
      id
      code
      productAccess
      productScope {
        ...ProductScope
      }
      inheritsVisibility
      updatedAt
      visibilitySets {
        id
        name
        problem
        state
        isExclusive
        validUntil
        updatedAt
        groups {
          id
        }
        scope {
          ...ProductScope
        }
      }
    }
  }
`,
  [PRODUCT_SCOPE],
);

// Asked for itself: in a large catalogue they take a while.
export const PRODUCT_COUNTS = graphql(`
  query GroupProductCounts($id: ID!) {
    customerGroup(id: $id) {
      hiddenProductsCount
      exclusiveProductsCount
    }
  }
`);

export const SET_CHOICES = graphql(`
  query ProductSetChoices($search: String, $first: Int) {
    customerGroupVisibilitySets(first: $first, filter: { search: $search }) {
      edges {
        node {
          id
          name
          isExclusive
          updatedAt
          groups {
            id
          }
        }
      }
    }
  }
`);
