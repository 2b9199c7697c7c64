import { initGraphQLTada } from "gql.tada";
import type { introspection } from "../../generated/graphql-env.d.ts";

/** A document, typed by the schema that customer groups and Saleor have together. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    GenericScalar: unknown;
    DateTime: string;
    Date: string;
    PositiveDecimal: string | number;
    Decimal: string | number;
    UUID: string;
    Upload: File;
  };
}>();

export type { FragmentOf, ResultOf, VariablesOf } from "gql.tada";
export { readFragment } from "gql.tada";
