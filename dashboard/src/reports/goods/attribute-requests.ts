import { graphql } from "../../api/graphql";

export const ATTRIBUTES = graphql(`
  query ReportAttributes {
    attributes(first: 100) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);
