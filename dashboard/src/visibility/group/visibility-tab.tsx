import { Link } from "wouter";
import { useAsk } from "../../api/hooks";
import { groupAddress, useGroup } from "../../groups/group-context";
import { useText } from "../../text";
import { Asked, NotFound } from "../../ui/messages/notices";
import { Card, Facts } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { Count } from "../../ui/values/values";
import { shopAs } from "../question";
import { GROUP_ACCESS, PRODUCT_COUNTS } from "./access-documents";
import { AccessForm } from "./access-form";
import { GroupSets } from "./group-sets";

/** What the members of a group see: the tab of its page. */
export default function VisibilityTab() {
  const { id } = useGroup();
  const asked = useAsk(GROUP_ACCESS, { id });
  return (
    <Asked of={asked}>
      {({ customerGroup: group }) =>
        group ? (
          <div className={css.columns}>
            <AccessForm
              group={group}
              reload={async () => (await asked.refetch()).data?.customerGroup}
            />
            <div className={css.pile}>
              <GroupSets sets={group.visibilitySets ?? []} />
              <Figures />
            </div>
          </div>
        ) : (
          <NotFound />
        )
      }
    </Asked>
  );
}

/** How much the group misses, and has for itself. */
function Figures() {
  const t = useText();
  const { id, parent } = useGroup();
  const asked = useAsk(PRODUCT_COUNTS, { id }, { aside: true });
  return (
    <Card title={t("visibility.figures")}>
      <Asked of={asked} lines={2}>
        {({ customerGroup }) => (
          <Facts
            facts={[
              [
                t("visibility.hidden"),
                <Count key="hidden" value={customerGroup?.hiddenProductsCount} />,
              ],
              [
                t("visibility.exclusive"),
                <Count key="exclusive" value={customerGroup?.exclusiveProductsCount} />,
              ],
            ]}
          />
        )}
      </Asked>
      <p className={css.quiet}>{t("visibility.figures.help")}</p>
      <div className={`${css.row} ${css.text}`}>
        <Link className={css.link} to={shopAs([id])}>
          {t("shopAs.open")}
        </Link>
        {parent && (
          <Link className={css.link} to={groupAddress(parent.id, "visibility")}>
            {t("visibility.parent", { name: parent.name })}
          </Link>
        )}
      </div>
    </Card>
  );
}
