import { graphql, type ResultOf, type VariablesOf } from "../api/graphql";

// Each table is a request of its own, so that what is quick is seen at once.

export const GROUP_REPORT = graphql(`
  query GroupReport(
    $id: ID!
    $start: String
    $end: String
    $currency: String
    $channel: String
    $basis: CustomerGroupReportBasisEnum
    $descendants: Boolean
    $kept: Boolean
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
      scope {
        start
        end
        timeZone
        currency
        channel
        basis
        asOf
      }
      groupsCount
      unfilledOrders
      parts {
        taxes {
          amount
          currency
        }
        giftCards {
          amount
          currency
        }
      }
      metrics {
        name
        unit
        value
        ofAll
        share
        difference
      }
    }
  }
`);

export const REPORT_MONTHS = graphql(`
  query ReportMonths(
    $id: ID!
    $start: String
    $end: String
    $currency: String
    $channel: String
    $basis: CustomerGroupReportBasisEnum
    $descendants: Boolean
    $kept: Boolean
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
      months {
        month
        orders
        buyers
        members
        revenue {
          amount
          currency
        }
        discount {
          amount
          currency
        }
      }
    }
  }
`);

export const REPORT_CUSTOMERS = graphql(`
  query ReportCustomers(
    $id: ID!
    $start: String
    $end: String
    $currency: String
    $channel: String
    $basis: CustomerGroupReportBasisEnum
    $descendants: Boolean
    $kept: Boolean
    $emails: Boolean!
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
      topCustomers {
        customerId
        name
        email @include(if: $emails)
        orders
        revenue {
          amount
          currency
        }
        lastOrderAt
        memberSince
      }
    }
  }
`);

export const REPORT_RULES = graphql(`
  query ReportRules(
    $id: ID!
    $start: String
    $end: String
    $currency: String
    $channel: String
    $basis: CustomerGroupReportBasisEnum
    $descendants: Boolean
    $kept: Boolean
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
      rules {
        kind
        code
        name
        orders
        units
        discount {
          amount
          currency
        }
        increase {
          amount
          currency
        }
        soldAmount {
          amount
          currency
        }
        id
        revenue {
          amount
          currency
        }
        margin {
          amount
          currency
        }
        linesBelowCost
        loss {
          amount
          currency
        }
      }
    }
  }
`);

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

export type About = VariablesOf<typeof GROUP_REPORT>;
export type GroupReport = ResultOf<typeof GROUP_REPORT>["customerGroupReport"];
export type Comparison = ResultOf<typeof COMPARISON>["customerGroupComparison"];
export type ReportScope = NonNullable<GroupReport["scope"]>;
export type Metric = NonNullable<GroupReport["metrics"]>[number];
export type Parts = NonNullable<GroupReport["parts"]>;
export type Month = NonNullable<
  ResultOf<typeof REPORT_MONTHS>["customerGroupReport"]["months"]
>[number];
export type TopCustomer = NonNullable<
  ResultOf<typeof REPORT_CUSTOMERS>["customerGroupReport"]["topCustomers"]
>[number];
export type Rule = NonNullable<
  ResultOf<typeof REPORT_RULES>["customerGroupReport"]["rules"]
>[number];
