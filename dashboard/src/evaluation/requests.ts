import { graphql, type ResultOf } from "../api/graphql";

export const JOINING = graphql(`
  query Joining($id: ID!) {
    customerGroup(id: $id) {
      id
      conditions
      conditionsProblem
      graceDays
      updatedAt
    }
    customerGroupConditionFields {
      name
      title
      description
      valueKind
      operators
      arguments
    }
  }
`);

export type Joining = ResultOf<typeof JOINING>;

export const SAVE_CONDITIONS = graphql(`
  mutation SaveConditions(
    $id: ID!
    $conditions: GenericScalar
    $graceDays: Int
    $ifUpdatedAt: DateTime
  ) {
    customerGroupUpdate(
      id: $id
      input: { conditions: $conditions, graceDays: $graceDays }
      ifUpdatedAt: $ifUpdatedAt
    ) {
      customerGroup {
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

export const PREVIEW = graphql(`
  query JoiningPreview($groupId: ID!, $conditions: GenericScalar) {
    customerGroupConditionPreview(groupId: $groupId, conditions: $conditions) {
      count
      joining
      leaving
      keptByGrace
      inVain
      errors {
        field
        message
      }
    }
  }
`);

export const WHO = graphql(`
  query JoiningWho($groupId: ID!, $conditions: GenericScalar, $offset: Int!) {
    customerGroupConditionPreview(groupId: $groupId, conditions: $conditions) {
      joining
      leaving
      inVain
      joiners(first: 10, offset: $offset) {
        id
        email
        firstName
        lastName
      }
      leavers(first: 10, offset: $offset) {
        id
        email
        firstName
        lastName
      }
    }
  }
`);

export const ONE_CUSTOMER = graphql(`
  query JoiningOneCustomer(
    $groupId: ID!
    $conditions: GenericScalar
    $customerId: ID!
  ) {
    customerGroupConditionTest(
      groupId: $groupId
      conditions: $conditions
      customerId: $customerId
    ) {
      conditions {
        path
        value
        isMet
      }
      errors {
        field
        message
      }
    }
  }
`);

export const RUNS = graphql(`
  query JoiningRuns(
    $groupId: ID!
    $filter: CustomerGroupRunFilterInput
    $sortBy: CustomerGroupRunSortingInput
    $first: Int
    $last: Int
    $after: String
    $before: String
  ) {
    customerGroupTotals {
      customers
    }
    going: customerGroupRuns(
      groupId: $groupId
      filter: { states: [RUNNING] }
      first: 1
    ) {
      edges {
        node {
          id
          examined
        }
      }
    }
    customerGroupRuns(
      groupId: $groupId
      filter: $filter
      sortBy: $sortBy
      first: $first
      last: $last
      after: $after
      before: $before
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
          cause
          state
          startedAt
          seconds
          examined
          joined
          left
          keptByGrace
          inVain
          problem
        }
      }
    }
  }
`);

export const RUN = graphql(`
  mutation JoiningRun($id: ID!) {
    customerGroupRun(id: $id) {
      run {
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

export const STOP = graphql(`
  mutation JoiningStop($id: ID!) {
    customerGroupRunStop(id: $id) {
      run {
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
