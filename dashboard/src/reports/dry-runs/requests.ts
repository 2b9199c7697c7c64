import { graphql, type ResultOf, type VariablesOf } from "../../api/graphql";

// What is asked and changed about dry runs: drafts of rules tried on past orders.

export const START_DRY_RUN = graphql(`
  mutation StartDryRun($input: CustomerGroupDryRunInput!) {
    customerGroupDryRunStart(input: $input) {
      dryRun {
        id
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export const CANCEL_DRY_RUN = graphql(`
  mutation CancelDryRun($id: ID!) {
    customerGroupDryRunCancel(id: $id) {
      dryRun {
        id
        state
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export const DRY_RUNS = graphql(`
  query DryRuns(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupDryRunFilterInput
  ) {
    customerGroupDryRuns(
      first: $first
      last: $last
      after: $after
      before: $before
      filter: $filter
    ) {
      totalCount
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      edges {
        node {
          id
          state
          kind
          name
          isDeletion
          basis
          since
          until
          orders
          ordersDone
          createdAt
          report {
            touchedOrders
            difference {
              revenue {
                amount
                currency
              }
            }
          }
        }
      }
    }
  }
`);

export const DRY_RUN = graphql(`
  query DryRun($id: ID!, $emails: Boolean!) {
    customerGroupDryRun(id: $id) {
      id
      state
      kind
      name
      isDeletion
      basis
      since
      until
      currency
      channel
      orders
      ordersDone
      problem
      createdAt
      startedAt
      report {
        orders
        leftOutOrders
        touchedOrders
        touchedCustomers
        chargedRevenue {
          amount
          currency
        }
        differingOrders
        before {
          revenue {
            amount
            currency
          }
          discount {
            amount
            currency
          }
          increase {
            amount
            currency
          }
          margin {
            amount
            currency
          }
          knownCostPercent
          linesBelowCost
          linesBelowFloor
          giftUnits
        }
        after {
          revenue {
            amount
            currency
          }
          discount {
            amount
            currency
          }
          increase {
            amount
            currency
          }
          margin {
            amount
            currency
          }
          knownCostPercent
          linesBelowCost
          linesBelowFloor
          giftUnits
        }
        customers {
          less {
            id
            name
            email @include(if: $emails)
            orders
            before {
              amount
              currency
            }
            after {
              amount
              currency
            }
            difference {
              amount
              currency
            }
          }
          more {
            id
            name
            email @include(if: $emails)
            orders
            before {
              amount
              currency
            }
            after {
              amount
              currency
            }
            difference {
              amount
              currency
            }
          }
        }
        products {
          less {
            id
            name
            orders
            before {
              amount
              currency
            }
            after {
              amount
              currency
            }
            difference {
              amount
              currency
            }
          }
          more {
            id
            name
            orders
            before {
              amount
              currency
            }
            after {
              amount
              currency
            }
            difference {
              amount
              currency
            }
          }
        }
        groups {
          less {
            code
            name
            orders
            before {
              amount
              currency
            }
            after {
              amount
              currency
            }
            difference {
              amount
              currency
            }
          }
          more {
            code
            name
            orders
            before {
              amount
              currency
            }
            after {
              amount
              currency
            }
            difference {
              amount
              currency
            }
          }
        }
        histogram {
          fromPercent
          untilPercent
          orders
          difference {
            amount
            currency
          }
        }
        losingRules {
          kind
          code
          name
          orders
          lines
        }
      }
    }
  }
`);

export const DRY_RUN_FILE = graphql(`
  query DryRunFile($id: ID!, $table: CustomerGroupDryRunTableEnum!) {
    customerGroupDryRun(id: $id) {
      csv(table: $table, withBom: true)
    }
  }
`);

/** A draft of a rule, or the deletion of one, as the API takes it. */
export type Draft = VariablesOf<typeof START_DRY_RUN>["input"];
export type DryRun = NonNullable<ResultOf<typeof DRY_RUN>["customerGroupDryRun"]>;
export type Listed = NonNullable<
  ResultOf<typeof DRY_RUNS>["customerGroupDryRuns"]
>["edges"][number]["node"];
export type Report = NonNullable<DryRun["report"]>;
export type Sums = Report["before"];
export type Bucket = Report["histogram"][number];
export type DryRunState = DryRun["state"];
