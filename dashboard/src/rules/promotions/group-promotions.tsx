import { useGroup } from "../../groups/group-context";
import css from "../../ui/ui.module.css";
import { NewPromotion, Promotions } from "./promotion-list";

/** The promotions of a group: the tab of its page. */
export default function GroupPromotions() {
  const { id } = useGroup();
  return (
    <div className={css.stack}>
      <div className={css.actions}>
        <NewPromotion groupId={id} />
      </div>
      <Promotions groupId={id} />
    </div>
  );
}
