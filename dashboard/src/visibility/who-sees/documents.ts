import { graphql, type ResultOf } from "../../api/graphql";

export const WHO_SEES = graphql(`
  query WhoSees($productId: ID!, $customerId: ID) {
    customerGroupVisibilityExplain(productId: $productId, customerId: $customerId) {
      isVisible
      message
      visibilitySet {
        id
      }
      groups {
        isVisible
        message
        visibilitySet {
          id
        }
        customerGroup {
          id
          name
          colour
        }
      }
    }
  }
`);

export type Explanation = NonNullable<
  ResultOf<typeof WHO_SEES>["customerGroupVisibilityExplain"]
>;
export type OfGroup = Explanation["groups"][number];
