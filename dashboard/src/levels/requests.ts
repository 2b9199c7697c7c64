import { graphql, type ResultOf, type VariablesOf } from "../api/graphql";

export const PROGRAMMES = graphql(`
  query LevelProgrammes(
    $search: String
    $sortBy: CustomerGroupLevelProgrammeSortingInput
    $first: Int
    $last: Int
    $after: String
    $before: String
  ) {
    customerGroupLevelProgrammes(
      search: $search
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
          name
          metric
          currency
          reset
          activeFrom
          levels {
            group {
              id
              name
              colour
              membersCount
            }
          }
        }
      }
    }
  }
`);

export const PROGRAMME = graphql(`
  query LevelProgramme($id: ID!) {
    customerGroupTotals {
      customers
    }
    customerGroupLevelProgramme(id: $id) {
      id
      name
      metric
      currency
      activeFrom
      reset
      updatedAt
      levels {
        minimum
        maximum
        group {
          id
          name
          colour
          isVip
          membersCount
          latestRun {
            id
            state
          }
        }
      }
    }
  }
`);

export type Programme = NonNullable<
  ResultOf<typeof PROGRAMME>["customerGroupLevelProgramme"]
>;

export const LEVEL_PREVIEW = graphql(`
  query LevelPreview($id: ID!, $input: CustomerGroupLevelProgrammeInput!) {
    customerGroupLevelProgrammePreview(id: $id, input: $input) {
      levels {
        name
        group {
          id
        }
        members
        count
        joining
        leaving
        isDropped
      }
      errors {
        field
        message
      }
    }
  }
`);

export type LevelPreview = ResultOf<
  typeof LEVEL_PREVIEW
>["customerGroupLevelProgrammePreview"]["levels"][number];

export const CREATE_PROGRAMME = graphql(`
  mutation CreateLevelProgramme($input: CustomerGroupLevelProgrammeCreateInput!) {
    customerGroupLevelProgrammeCreate(input: $input) {
      levelProgramme {
        id
      }
      warnings
      errors {
        field
        code
        message
      }
    }
  }
`);

export type ProgrammeInput = VariablesOf<typeof CREATE_PROGRAMME>["input"];

export const UPDATE_PROGRAMME = graphql(`
  mutation UpdateLevelProgramme(
    $id: ID!
    $input: CustomerGroupLevelProgrammeInput!
    $force: Boolean
    $ifUpdatedAt: DateTime
  ) {
    customerGroupLevelProgrammeUpdate(
      id: $id
      input: $input
      force: $force
      ifUpdatedAt: $ifUpdatedAt
    ) {
      levelProgramme {
        id
      }
      warnings
      errors {
        field
        code
        message
      }
    }
  }
`);

// Asked as a mutation that changes nothing.
export const WHAT_GOES = graphql(`
  mutation WhatGoesWithLevels($id: ID!) {
    customerGroupLevelProgrammeDelete(id: $id, dryRun: true) {
      errors {
        field
        code
        message
      }
      priceRules {
        id
        name
      }
      priceLists {
        id
        name
      }
      promotions {
        id
        name
      }
      visibilitySets {
        id
        name
      }
      publicProductsCount
      children {
        id
        name
      }
      askingGroups {
        id
        name
      }
      members
      toDefault
      customersAffected
    }
  }
`);

export const DELETE_PROGRAMME = graphql(`
  mutation DeleteLevelProgramme($id: ID!) {
    customerGroupLevelProgrammeDelete(id: $id, force: true) {
      levelProgramme {
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
