import { useState } from "react";
import { graphql } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { useLater } from "../ui/later";
import { type Choice, ManyPicker, Picker } from "../ui/picker";

const GROUP_CHOICES = graphql(`
  query GroupChoices($search: String) {
    customerGroups(first: 20, filter: { search: $search }) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

interface Props {
  label: string;
  /** The ids of groups that cannot be chosen. */
  without?: string[];
  error?: string;
  help?: string;
  disabled?: boolean;
}

/** Picks a group of the shop. */
export function GroupPicker(
  props: Props & { value: Choice | null; onChange: (value: Choice | null) => void },
) {
  const { without, ...rest } = props;
  return <Picker {...rest} {...useGroupChoices(without)} />;
}

/** Picks several groups of the shop. */
export function GroupManyPicker(
  props: Props & { value: Choice[]; onChange: (value: Choice[]) => void },
) {
  const { without, ...rest } = props;
  return <ManyPicker {...rest} {...useGroupChoices(without)} />;
}

function useGroupChoices(without: string[] = []) {
  const [text, setText] = useState("");
  const search = useLater(text);
  const found = useAsk(GROUP_CHOICES, { search: search || null }, { keep: true });
  const choices: Choice[] = (found.data?.customerGroups?.edges ?? [])
    .map(({ node }) => ({ value: node.id, label: node.name }))
    .filter(({ value }) => !without.includes(value));
  return { choices, loading: found.isFetching, onSearch: setText };
}
