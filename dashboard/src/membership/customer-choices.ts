import { useState } from "react";
import { graphql } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { useMay } from "../app/session";
import { useLater } from "../ui/later";
import type { Choice } from "../ui/pickers/picker";
import { nameOf, type Person } from "./customer";

export const CUSTOMERS = graphql(`
  query CustomerChoices($search: String, $ids: [ID!], $first: Int) {
    customerGroupCandidates(search: $search, ids: $ids, first: $first) {
      edges {
        node {
          customer {
            id
            email
            firstName
            lastName
          }
        }
      }
    }
  }
`);

const FOUND = 20;

/** The customers that are found for a text, and the name of one. */
export function useCustomerChoices(id: string | null) {
  const may = useMay("MANAGE_USERS");
  const [text, setText] = useState("");
  const search = useLater(text);
  const found = useAsk(
    CUSTOMERS,
    { search: search || null, first: FOUND },
    { wait: !may, keep: true },
  );
  const named = useAsk(
    CUSTOMERS,
    { ids: id ? [id] : [], first: 1 },
    { wait: !may || !id, keep: true },
  );
  const choicesOf = (asked: typeof found) =>
    asked.data?.customerGroupCandidates?.edges.map(({ node }) =>
      choiceOf(node.customer),
    ) ?? [];
  const choices = choicesOf(found);
  const known = [...choices, ...choicesOf(named)];
  return {
    choices,
    chosen: id
      ? (known.find(({ value }) => value === id) ?? { value: id, label: "…" })
      : null,
    loading: found.isFetching,
    onSearch: setText,
  };
}

/** A customer as a choice in a picker. */
export function choiceOf(person: Person & { id: string }): Choice {
  const name = nameOf(person);
  const label = name === person.email ? name : `${name} (${person.email})`;
  return { value: person.id, label };
}
