import { graphql } from "../../api/graphql";

// How many there are takes longer to find out than who they are on a page.

export const LAPSING_COUNT = graphql(`
  query ReviewLapsingCount($groupId: ID!, $days: Int) {
    customerGroupReviewLapsing(groupId: $groupId, days: $days) {
      totalCount
    }
  }
`);

export const NEAR_LEVEL_COUNT = graphql(`
  query ReviewNearLevelCount($programmeId: ID, $percent: Decimal, $amount: Decimal) {
    customerGroupReviewNearLevel(
      programmeId: $programmeId
      percent: $percent
      amount: $amount
    ) {
      totalCount
    }
  }
`);

export const OVERLAP_COUNT = graphql(`
  query ReviewOverlapCount {
    customerGroupReviewOverlap {
      totalCount
    }
  }
`);

export const WAITING_COUNT = graphql(`
  query ReviewWaitingCount($groupId: ID) {
    customerGroupReviewWaiting(groupId: $groupId) {
      totalCount
    }
  }
`);
