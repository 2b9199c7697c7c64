import { graphql, type ResultOf } from "../api/graphql";

export const EXPLAIN = graphql(`
  query ExplainBasket($input: CustomerGroupBasketExplainInput!) {
    customerGroupBasketExplain(input: $input) {
      errors {
        field
        code
        message
      }
      basket {
        lines {
          variantId
          variant {
            name
            productName
            sku
          }
          quantity
          listPrice {
            amount
            currency
          }
          publicPrice {
            amount
            currency
          }
          unitPrice {
            amount
            currency
          }
          discount {
            amount
            currency
          }
          total {
            amount
            currency
          }
          reason
          candidates {
            kind
            code
            name
            groupName
            reason
            message
            price {
              amount
              currency
            }
            priceRule {
              id
            }
            priceList {
              id
            }
          }
          promotions {
            code
            name
            amount {
              amount
              currency
            }
          }
        }
        gifts {
          variantId
          quantity
          promotionCode
        }
        shippingPrice {
          amount
          currency
        }
        total {
          amount
          currency
        }
        verdicts {
          kind
          code
          reason
          message
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
        }
      }
    }
  }
`);

export type Explanation = ResultOf<typeof EXPLAIN>["customerGroupBasketExplain"];
export type Basket = NonNullable<Explanation["basket"]>;
export type Line = Basket["lines"][number];
export type Verdict = Basket["verdicts"][number];
