import { graphql, type VariablesOf } from "../api/graphql";

export const CREATE_GROUP = graphql(`
  mutation CreateGroup($input: CustomerGroupCreateInput!, $termsOf: ID) {
    customerGroupCreate(input: $input, termsOf: $termsOf) {
      errors {
        field
        code
        message
      }
      customerGroup {
        id
      }
    }
  }
`);

export const UPDATE_GROUP = graphql(`
  mutation UpdateGroup($id: ID!, $input: CustomerGroupInput!, $ifUpdatedAt: DateTime) {
    customerGroupUpdate(id: $id, input: $input, ifUpdatedAt: $ifUpdatedAt) {
      errors {
        field
        code
        message
      }
      customerGroup {
        id
      }
    }
  }
`);

export type GroupInput = VariablesOf<typeof UPDATE_GROUP>["input"];
