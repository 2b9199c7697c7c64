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

const AMOUNT = graphql(`
  fragment DryRunAmount on Money @_unmask {
    amount
    currency
  }
`);

const SUMS = graphql(
  `
    fragment DryRunSums on CustomerGroupDryRunSums @_unmask {
      revenue {
        ...DryRunAmount
      }
      discount {
        ...DryRunAmount
      }
      increase {
        ...DryRunAmount
      }
      margin {
        ...DryRunAmount
      }
      knownCostPercent
      linesBelowCost
      linesBelowFloor
      giftUnits
    }
  `,
  [AMOUNT],
);

const CUSTOMER = graphql(
  `
    fragment DryRunCustomer on CustomerGroupDryRunCustomer @_unmask {
      id
      name
      email @include(if: $emails)
      orders
      before {
        ...DryRunAmount
      }
      after {
        ...DryRunAmount
      }
      difference {
        ...DryRunAmount
      }
    }
  `,
  [AMOUNT],
);

const PRODUCT = graphql(
  `
    fragment DryRunProduct on CustomerGroupDryRunProduct @_unmask {
      id
      name
      orders
      before {
        ...DryRunAmount
      }
      after {
        ...DryRunAmount
      }
      difference {
        ...DryRunAmount
      }
    }
  `,
  [AMOUNT],
);

const GROUP = graphql(
  `
    fragment DryRunGroup on CustomerGroupDryRunGroup @_unmask {
      code
      name
      orders
      before {
        ...DryRunAmount
      }
      after {
        ...DryRunAmount
      }
      difference {
        ...DryRunAmount
      }
    }
  `,
  [AMOUNT],
);

export const DRY_RUN = graphql(
  `
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
            ...DryRunAmount
          }
          differingOrders
          before {
            ...DryRunSums
          }
          after {
            ...DryRunSums
          }
          customers {
            less {
              ...DryRunCustomer
            }
            more {
              ...DryRunCustomer
            }
          }
          products {
            less {
              ...DryRunProduct
            }
            more {
              ...DryRunProduct
            }
          }
          groups {
            less {
              ...DryRunGroup
            }
            more {
              ...DryRunGroup
            }
          }
          histogram {
            fromPercent
            untilPercent
            orders
            difference {
              ...DryRunAmount
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
  `,
  [AMOUNT, SUMS, CUSTOMER, PRODUCT, GROUP],
);

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
