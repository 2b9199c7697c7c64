import { graphql, type ResultOf } from "../../api/graphql";

// Whom to look at, page by page.

export const INACTIVE = graphql(`
  query ReviewInactive(
    $groupId: ID!
    $days: Int
    $currency: String
    $emails: Boolean!
    $first: Int
    $last: Int
    $after: String
    $before: String
  ) {
    customerGroupReviewInactive(
      groupId: $groupId
      days: $days
      currency: $currency
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
          customerId
          name
          email @include(if: $emails)
          lastOrderAt
          inactiveMonths
          revenue {
            amount
            currency
          }
          memberSince
        }
      }
    }
  }
`);

export const LAPSING = graphql(`
  query ReviewLapsing(
    $groupId: ID!
    $days: Int
    $currency: String
    $emails: Boolean!
    $first: Int
    $last: Int
    $after: String
    $before: String
  ) {
    customerGroupReviewLapsing(
      groupId: $groupId
      days: $days
      currency: $currency
      first: $first
      last: $last
      after: $after
      before: $before
    ) {
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      edges {
        node {
          customerId
          name
          email @include(if: $emails)
          lastOrderAt
          inactiveMonths
          revenue {
            amount
            currency
          }
          memberSince
          endsOn
          leavesOn
          isKept
        }
      }
    }
  }
`);

export const NEAR_LEVEL = graphql(`
  query ReviewNearLevel(
    $programmeId: ID
    $percent: Decimal
    $amount: Decimal
    $emails: Boolean!
    $first: Int
    $last: Int
    $after: String
    $before: String
  ) {
    customerGroupReviewNearLevel(
      programmeId: $programmeId
      percent: $percent
      amount: $amount
      first: $first
      last: $last
      after: $after
      before: $before
    ) {
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      edges {
        node {
          customerId
          name
          email @include(if: $emails)
          lastOrderAt
          inactiveMonths
          group {
            id
            name
            colour
          }
          programme {
            id
            name
          }
          value
          missing
          missingPercent
          currency
        }
      }
    }
  }
`);

export const IN_GRACE = graphql(`
  query ReviewInGrace(
    $groupId: ID
    $emails: Boolean!
    $first: Int
    $last: Int
    $after: String
    $before: String
  ) {
    customerGroupReviewInGrace(
      groupId: $groupId
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
          customerId
          name
          email @include(if: $emails)
          lastOrderAt
          inactiveMonths
          group {
            id
            name
            colour
          }
          unqualifiedSince
          leavesAt
        }
      }
    }
  }
`);

export const WAITING = graphql(`
  query ReviewWaiting(
    $groupId: ID
    $emails: Boolean!
    $first: Int
    $last: Int
    $after: String
    $before: String
  ) {
    customerGroupReviewWaiting(
      groupId: $groupId
      first: $first
      last: $last
      after: $after
      before: $before
    ) {
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      edges {
        node {
          customerId
          name
          email @include(if: $emails)
          lastOrderAt
          inactiveMonths
          group {
            id
            name
            colour
          }
          registeredAt
        }
      }
    }
  }
`);

export const OVERLAP = graphql(`
  query ReviewOverlap(
    $first: Int
    $last: Int
    $after: String
    $before: String
  ) {
    customerGroupReviewOverlap(
      first: $first
      last: $last
      after: $after
      before: $before
    ) {
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      edges {
        node {
          first {
            id
            name
            colour
          }
          second {
            id
            name
            colour
          }
          shared
          smaller
          percent
          isProbablyOne
        }
      }
    }
  }
`);

export const REVIEW_FILE = graphql(`
  query ReviewFile(
    $review: CustomerGroupReviewEnum!
    $groupId: ID
    $programmeId: ID
    $days: Int
    $percent: Decimal
    $amount: Decimal
    $currency: String
  ) {
    customerGroupReviewExport(
      review: $review
      groupId: $groupId
      programmeId: $programmeId
      days: $days
      percent: $percent
      amount: $amount
      currency: $currency
      withBom: true
    )
  }
`);

type Row<List> = List extends { edges: readonly { node: infer Node }[] } ? Node : never;

export type Inactive = Row<ResultOf<typeof INACTIVE>["customerGroupReviewInactive"]>;
export type Lapsing = Row<ResultOf<typeof LAPSING>["customerGroupReviewLapsing"]>;
export type NearLevel = Row<
  ResultOf<typeof NEAR_LEVEL>["customerGroupReviewNearLevel"]
>;
export type InGrace = Row<ResultOf<typeof IN_GRACE>["customerGroupReviewInGrace"]>;
export type Waiting = Row<ResultOf<typeof WAITING>["customerGroupReviewWaiting"]>;
export type Overlap = Row<ResultOf<typeof OVERLAP>["customerGroupReviewOverlap"]>;
