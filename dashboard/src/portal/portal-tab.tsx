import { useAsk } from "../api/hooks";
import { useGroup } from "../groups/group-context";
import { useText } from "../text";
import { Asked, NotFound } from "../ui/messages/notices";
import { Card } from "../ui/page";
import css from "../ui/ui.module.css";
import { GROUP_PORTAL } from "./portal-documents";
import { PortalForm } from "./portal-form";

/** What the members of a group may do in the shop: the tab of its page. */
export default function PortalTab() {
  const t = useText();
  const { id } = useGroup();
  const asked = useAsk(GROUP_PORTAL, { id });
  return (
    <Asked of={asked}>
      {({ customerGroup: group }) =>
        group ? (
          <div className={css.columns}>
            <PortalForm
              group={group}
              reload={async () => (await asked.refetch()).data?.customerGroup}
            />
            <Card title={t("portal.about")}>
              <p className={css.text}>{t("portal.about.several")}</p>
              <p className={css.text}>{t("portal.about.staff")}</p>
              {group.isDefault && (
                <p className={css.text}>{t("portal.about.default")}</p>
              )}
              {group.forGuests && (
                <p className={css.text}>{t("portal.about.guests")}</p>
              )}
            </Card>
          </div>
        ) : (
          <NotFound />
        )
      }
    </Asked>
  );
}
