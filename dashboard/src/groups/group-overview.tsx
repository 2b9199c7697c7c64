import { Link } from "wouter";
import { useText } from "../text";
import { Card, Facts } from "../ui/page";
import css from "../ui/ui.module.css";
import { Count, Day, GroupBadge } from "../ui/values";
import { Fills } from "./group-columns";
import { groupAddress, useGroup } from "./group-context";

/** What a group is, at a glance. */
export default function GroupOverview() {
  const t = useText();
  const group = useGroup();
  return (
    <Card title={t("group.about")}>
      {group.description && <p className={css.text}>{group.description}</p>}
      <Facts
        facts={[
          [t("groups.customers"), <Count key="count" value={group.membersCount} />],
          [t("groups.fills"), <Fills key="fills" group={group} />],
          [t("group.code"), group.code],
          [
            t("group.parent"),
            group.parent ? (
              <Link
                key="parent"
                className={css.link}
                to={groupAddress(group.parent.id)}
              >
                <GroupBadge group={group.parent} />
              </Link>
            ) : (
              t("none")
            ),
          ],
          [t("groups.created"), <Day key="day" at={group.createdAt} />],
        ]}
      />
    </Card>
  );
}
