import { useGroup } from "../../groups/group-context";
import css from "../../ui/ui.module.css";
import { NewRule } from "../list/new-rule";
import { PriceRules } from "./price-list";

/** The prices of a group: the tab of its page. */
export default function GroupPrices() {
  const { id } = useGroup();
  return (
    <div className={css.stack}>
      <div className={css.actions}>
        <NewRule noun="prices" label="prices.new" groupId={id} />
      </div>
      <PriceRules groupId={id} />
    </div>
  );
}
