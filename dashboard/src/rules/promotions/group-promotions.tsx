import { useGroup } from "../../groups/group-context";
import css from "../../ui/ui.module.css";
import { NewRule } from "../list/new-rule";
import { Promotions } from "./promotion-list";

/** The promotions of a group: the tab of its page. */
export default function GroupPromotions() {
  const { id } = useGroup();
  return (
    <div className={css.stack}>
      <div className={css.actions}>
        <NewRule noun="promotions" label="promotions.new" groupId={id} />
      </div>
      <Promotions groupId={id} />
    </div>
  );
}
