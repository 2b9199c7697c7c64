import { useState } from "react";
import { graphql } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { useMay } from "../app/session";
import { choiceOf } from "../membership/customer-choices";
import { useText } from "../text";
import { useLater } from "../ui/later";
import { type Choice, Picker } from "../ui/pickers/picker";

const MEMBERS = graphql(`
  query MemberChoices($id: ID!, $search: String) {
    customerGroup(id: $id) {
      members(first: 20, filter: { search: $search }) {
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
  }
`);

/** The choice of a real customer for a preview, among the members of a group. */
export function CustomerChoice(props: {
  groupId: string | undefined;
  value: Choice | null;
  onChange: (customer: Choice | null) => void;
}) {
  const t = useText();
  const may = useMay("MANAGE_USERS");
  const { groupId, value, onChange } = props;
  const [text, setText] = useState("");
  const search = useLater(text);
  const asked = useAsk(
    MEMBERS,
    { id: groupId ?? "", search: search || null },
    { wait: !may || !groupId, keep: true },
  );
  if (!may || !groupId) return null;
  const edges = asked.data?.customerGroup?.members?.edges ?? [];
  const choices = edges.flatMap(({ node: { customer } }) =>
    customer ? [choiceOf(customer)] : [],
  );
  return (
    <Picker
      label={t("preview.customer")}
      help={t("preview.customer.help")}
      choices={choices}
      loading={asked.isFetching}
      onSearch={setText}
      value={value}
      onChange={onChange}
    />
  );
}
