import { graphql } from "../../api/graphql";

export const CHECK = graphql(`
  query RuleCheck {
    customerGroupRuleCheck {
      kind
      weight
      code
      message
      group {
        id
        name
        colour
      }
      priceRule {
        id
        name
      }
      priceList {
        id
        name
      }
      promotion {
        id
        name
      }
      visibilitySet {
        id
        name
      }
    }
  }
`);
