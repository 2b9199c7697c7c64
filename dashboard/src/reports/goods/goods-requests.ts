import { graphql, type ResultOf, type VariablesOf } from "../../api/graphql";

export const REPORT_GOODS = graphql(`
  query ReportGoods(
    $id: ID!
    $start: String
    $end: String
    $currency: String
    $channel: String
    $basis: CustomerGroupReportBasisEnum
    $descendants: Boolean
    $by: CustomerGroupReportGoodsEnum
    $attribute: ID
    $first: Int
  ) {
    customerGroupReport(
      id: $id
      start: $start
      end: $end
      currency: $currency
      channel: $channel
      basis: $basis
      descendants: $descendants
    ) {
      goods(by: $by, attribute: $attribute, first: $first) {
        items {
          id
          name
          units
          revenue {
            amount
            currency
          }
          share
          margin {
            amount
            currency
          }
        }
        othersCount
        others {
          amount
          currency
        }
        nowhere {
          amount
          currency
        }
        total {
          amount
        }
      }
    }
  }
`);

export const ATTRIBUTES = graphql(`
  query ReportAttributes {
    attributes(first: 100) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

export type Goods = NonNullable<
  ResultOf<typeof REPORT_GOODS>["customerGroupReport"]["goods"]
>;
export type Item = Goods["items"][number];
export type GoodsKind = NonNullable<VariablesOf<typeof REPORT_GOODS>["by"]>;
