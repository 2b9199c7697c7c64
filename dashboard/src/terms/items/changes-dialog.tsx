import { useText } from "../../text";
import { Dialog } from "../../ui/dialogs";
import { Changes } from "../history/change-cells";
import type { OpenItem } from "./item-values";

/** What has happened to an order on terms: who approved, rejected and paid it, when. */
export function ChangesDialog(props: { item: OpenItem; onClose: () => void }) {
  const t = useText();
  const title = t("items.changes.one", { number: `#${props.item.number}` });
  return (
    <Dialog open wide title={title} closeLabel={t("close")} onClose={props.onClose}>
      <Changes entries={props.item.changes} label={title} />
    </Dialog>
  );
}
