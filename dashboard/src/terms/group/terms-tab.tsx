import { useAsk } from "../../api/hooks";
import { useGroup } from "../../groups/group-context";
import { Asked, NotFound } from "../../ui/messages/notices";
import { GROUP_TERMS } from "./terms-documents";
import { TermsForm } from "./terms-form";

/** How the members of a group pay: the tab of its page. */
export default function TermsTab() {
  const { id } = useGroup();
  const asked = useAsk(GROUP_TERMS, { id });
  return (
    <Asked of={asked}>
      {({ customerGroup: group }) =>
        group ? (
          <TermsForm
            group={group}
            reload={async () => (await asked.refetch()).data?.customerGroup}
          />
        ) : (
          <NotFound />
        )
      }
    </Asked>
  );
}
