// Puts the schema that the documents of the pages are typed by together: what customer
// groups add to Saleor's, and the few types of Saleor's own that the pages ask.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const of = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
mkdirSync(new URL("../generated/", import.meta.url), { recursive: true });
writeFileSync(
  new URL("../generated/schema.graphql", import.meta.url),
  `${of("../saleor.graphql")}\n${of("../../docs/schema.graphql")}`,
);
