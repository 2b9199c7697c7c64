import { useGroup } from "../groups/group-context";
import { Members } from "./members";

export default function MembersTab() {
  return <Members groupId={useGroup().id} />;
}
