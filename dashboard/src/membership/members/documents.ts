import { graphql } from "../../api/graphql";

export const ADD = graphql(`
  mutation AddMembers(
    $id: ID!
    $customers: [ID!]!
    $mode: CustomerGroupJoinMode
    $moveFrom: ID
    $reason: String
    $until: DateTime
    $skipRefused: Boolean
  ) {
    customerGroupMembersAdd(
      id: $id
      customers: $customers
      mode: $mode
      moveFrom: $moveFrom
      reason: $reason
      until: $until
      skipRefused: $skipRefused
    ) {
      changed
      customerGroup {
        name
      }
      refused {
        customer
        message
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export const REMOVE = graphql(`
  mutation RemoveMembers(
    $id: ID!
    $customers: [ID!]!
    $mode: CustomerGroupLeaveMode
    $toGroup: ID
    $reason: String
    $skipRefused: Boolean
  ) {
    customerGroupMembersRemove(
      id: $id
      customers: $customers
      mode: $mode
      toGroup: $toGroup
      reason: $reason
      skipRefused: $skipRefused
    ) {
      changed
      customerGroup {
        name
      }
      refused {
        customer
        message
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export const EXCLUDE = graphql(`
  mutation ExcludeMembers($id: ID!, $customers: [ID!]!, $reason: String) {
    customerGroupMembersExclude(id: $id, customers: $customers, reason: $reason) {
      changed
      refused {
        customer
        message
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

export const LIFT = graphql(`
  mutation LiftExclusions($id: ID!, $customers: [ID!]!, $reason: String) {
    customerGroupExclusionsLift(id: $id, customers: $customers, reason: $reason) {
      changed
      refused {
        customer
        message
      }
      errors {
        field
        code
        message
      }
    }
  }
`);
