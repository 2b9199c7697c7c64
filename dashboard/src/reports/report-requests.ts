import { graphql, type ResultOf, type VariablesOf } from "../api/graphql";

const AMOUNT = graphql(`
  fragment ReportAmount on Money @_unmask {
    amount
    currency
  }
`);

/**
 * A report, of which each part is asked for alone, so that what is quick is seen at once.
 * All of them are asked with the same choices, and so are about the same.
 */
export const GROUP_REPORT = graphql(
  `
  query GroupReport(
    $id: ID!
    $start: String
    $end: String
    $currency: String
    $channel: String
    $basis: CustomerGroupReportBasisEnum
    $descendants: Boolean
    $kept: Boolean
    $figures: Boolean = false
    $months: Boolean = false
    $customers: Boolean = false
    $emails: Boolean = false
    $rules: Boolean = false
    $goods: Boolean = false
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
      kept: $kept
    ) {
      errors {
        field
        code
        message
      }
      scope @include(if: $figures) {
        start
        end
        timeZone
        currency
        channel
        basis
        asOf
      }
      groupsCount @include(if: $figures)
      unfilledOrders @include(if: $figures)
      parts @include(if: $figures) {
        taxes {
          ...ReportAmount
        }
        giftCards {
          ...ReportAmount
        }
      }
      metrics @include(if: $figures) {
        name
        unit
        value
        ofAll
        share
        difference
      }
      months @include(if: $months) {
        month
        orders
        buyers
        members
        revenue {
          ...ReportAmount
        }
        discount {
          ...ReportAmount
        }
      }
      topCustomers @include(if: $customers) {
        customerId
        name
        email @include(if: $emails)
        orders
        revenue {
          ...ReportAmount
        }
        lastOrderAt
        memberSince
      }
      rules @include(if: $rules) {
        kind
        code
        name
        orders
        units
        discount {
          ...ReportAmount
        }
        increase {
          ...ReportAmount
        }
        soldAmount {
          ...ReportAmount
        }
        id
        revenue {
          ...ReportAmount
        }
        margin {
          ...ReportAmount
        }
        linesBelowCost
        loss {
          ...ReportAmount
        }
      }
      goods(by: $by, attribute: $attribute, first: $first) @include(if: $goods) {
        items {
          id
          name
          units
          revenue {
            ...ReportAmount
          }
          share
          margin {
            ...ReportAmount
          }
        }
        othersCount
        others {
          ...ReportAmount
        }
        nowhere {
          ...ReportAmount
        }
        total {
          ...ReportAmount
        }
      }
    }
  }
`,
  [AMOUNT],
);

export const REPORT_FILE = graphql(`
  query ReportFile(
    $id: ID!
    $start: String
    $end: String
    $currency: String
    $channel: String
    $basis: CustomerGroupReportBasisEnum
    $descendants: Boolean
    $kept: Boolean
    $table: CustomerGroupReportTableEnum!
    $by: CustomerGroupReportGoodsEnum
    $attribute: ID
  ) {
    customerGroupReport(
      id: $id
      start: $start
      end: $end
      currency: $currency
      channel: $channel
      basis: $basis
      descendants: $descendants
      kept: $kept
    ) {
      csv(table: $table, goodsBy: $by, attribute: $attribute, withBom: true)
    }
  }
`);

export const COMPARISON = graphql(`
  query GroupComparison(
    $ids: [ID!]!
    $everybody: Boolean
    $noGroup: Boolean
    $start: String
    $end: String
    $currency: String
    $channel: String
    $basis: CustomerGroupReportBasisEnum
    $descendants: Boolean
    $kept: Boolean
  ) {
    customerGroupComparison(
      ids: $ids
      everybody: $everybody
      noGroup: $noGroup
      start: $start
      end: $end
      currency: $currency
      channel: $channel
      basis: $basis
      descendants: $descendants
      kept: $kept
    ) {
      errors {
        field
        code
        message
      }
      scope {
        start
        end
        timeZone
        currency
        channel
        basis
        asOf
      }
      columns {
        audience
        group {
          id
          name
          colour
        }
        metrics {
          name
          unit
          value
        }
      }
    }
  }
`);

export const COMPARISON_FILE = graphql(`
  query GroupComparisonFile(
    $ids: [ID!]!
    $everybody: Boolean
    $noGroup: Boolean
    $start: String
    $end: String
    $currency: String
    $channel: String
    $basis: CustomerGroupReportBasisEnum
    $descendants: Boolean
    $kept: Boolean
  ) {
    customerGroupComparison(
      ids: $ids
      everybody: $everybody
      noGroup: $noGroup
      start: $start
      end: $end
      currency: $currency
      channel: $channel
      basis: $basis
      descendants: $descendants
      kept: $kept
    ) {
      csv(withBom: true)
    }
  }
`);

type Choices = VariablesOf<typeof GROUP_REPORT>;

/** What a report is about, whatever is asked of it. */
export type About = Pick<
  Choices,
  "id" | "start" | "end" | "currency" | "channel" | "basis" | "descendants" | "kept"
>;
export type GroupReport = ResultOf<typeof GROUP_REPORT>["customerGroupReport"];
export type Comparison = ResultOf<typeof COMPARISON>["customerGroupComparison"];
export type ReportScope = NonNullable<GroupReport["scope"]>;
export type Metric = NonNullable<GroupReport["metrics"]>[number];
export type Parts = NonNullable<GroupReport["parts"]>;
export type Month = NonNullable<GroupReport["months"]>[number];
export type TopCustomer = NonNullable<GroupReport["topCustomers"]>[number];
export type Rule = NonNullable<GroupReport["rules"]>[number];
export type Goods = NonNullable<GroupReport["goods"]>;
export type Item = Goods["items"][number];
export type GoodsKind = NonNullable<Choices["by"]>;
