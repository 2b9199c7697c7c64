import { useGroup } from "../../groups/group-context";
import { History } from "./history";

export default function HistoryTab() {
  return <History groupId={useGroup().id} />;
}
