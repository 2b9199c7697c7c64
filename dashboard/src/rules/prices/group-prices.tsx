import { useGroup } from "../../groups/group-context";
import css from "../../ui/ui.module.css";
import { NewPrice, PriceRules } from "./price-list";

/** The prices of a group: the tab of its page. */
export default function GroupPrices() {
  const { id } = useGroup();
  return (
    <div className={css.stack}>
      <div className={css.actions}>
        <NewPrice groupId={id} />
      </div>
      <PriceRules groupId={id} />
    </div>
  );
}
