import { useState } from "react";
import { graphql } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { useField } from "../ui/fields";
import { type Choice, Picker } from "../ui/picker";

const GROUP_CHOICES = graphql(`
  query GroupsToJoinOrLeave($filter: CustomerGroupFilterInput) {
    customerGroups(first: 20, filter: $filter) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

/** Picks a group; `manual`: only one that takes customers by hand. */
export function GroupField(props: { name: string; label: string; manual?: boolean }) {
  const field = useField<Choice | null>(props.name);
  const [search, setSearch] = useState("");
  const { data, isFetching } = useAsk(
    GROUP_CHOICES,
    { filter: { search, kind: props.manual ? ["MANUAL", "HYBRID"] : null } },
    { keep: true },
  );
  return (
    <Picker
      label={props.label}
      value={field.value}
      onChange={field.onChange}
      error={field.error}
      choices={
        data?.customerGroups?.edges.map(({ node }) => ({
          value: node.id,
          label: node.name,
        })) ?? []
      }
      loading={isFetching}
      onSearch={setSearch}
    />
  );
}
