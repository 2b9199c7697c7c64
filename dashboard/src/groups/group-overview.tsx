import type { ReactNode } from "react";
import { Link } from "wouter";
import { graphql } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { useMay } from "../app/session";
import { useText } from "../text";
import { Asked, Notice } from "../ui/messages/notices";
import { Card, Facts } from "../ui/page";
import css from "../ui/ui.module.css";
import { Count, Day, Moment } from "../ui/values/values";
import { GroupBenefits } from "./group-benefits";
import { groupsBelow, useGroup } from "./group-context";
import { GroupLink } from "./group-link";
import { Fills } from "./list/group-columns";
import { Revenue } from "./revenue";

const FIGURES = graphql(`
  query GroupFigures($id: ID!) {
    customerGroup(id: $id) {
      conditionsProblem
      yearRevenue {
        currency
        amount {
          amount
        }
        orders
      }
    }
  }
`);

// Of the groups below it, more than these are a list of their own.
const SHOWN = 20;

/** A group at a glance: what its customers get, figures, and the groups around it. */
export default function GroupOverview() {
  const t = useText();
  const group = useGroup();
  const mayPrices = useMay("MANAGE_DISCOUNTS");
  const asked = useAsk(FIGURES, { id: group.id });
  const problem = asked.data?.customerGroup?.conditionsProblem;
  return (
    <>
      {problem && <Notice tone="warning">{problem}</Notice>}
      <div className={css.columns}>
        <div className={css.pile}>
          {mayPrices && <GroupBenefits id={group.id} />}
          <Around />
        </div>
        <div className={css.pile}>
          <Card title={t("group.figures")}>
            <Asked of={asked} lines={3}>
              {({ customerGroup }) => (
                <Facts
                  facts={[
                    [
                      t("groups.customers"),
                      group.capacity == null ? (
                        <Count key="customers" value={group.membersCount} />
                      ) : (
                        t("group.figures.of", {
                          count: group.membersCount,
                          capacity: group.capacity,
                        })
                      ),
                    ],
                    [
                      t("groups.revenue"),
                      <Revenue
                        key="revenue"
                        revenue={customerGroup?.yearRevenue ?? []}
                      />,
                    ],
                    [
                      t("groups.orders"),
                      <Count
                        key="orders"
                        value={customerGroup?.yearRevenue?.reduce(
                          (sum, { orders }) => sum + orders,
                          0,
                        )}
                      />,
                    ],
                  ]}
                />
              )}
            </Asked>
          </Card>
          <About />
        </div>
      </div>
    </>
  );
}

function About() {
  const t = useText();
  const group = useGroup();
  return (
    <Card title={t("group.about")}>
      {group.description && <p className={css.text}>{group.description}</p>}
      <Facts
        facts={[
          [t("groups.fills"), <Fills key="fills" group={group} />],
          [t("group.code"), group.code],
          [t("group.form.tags"), <Tags key="tags" tags={group.tags ?? []} />],
          [t("group.form.priority"), <Count key="priority" value={group.priority} />],
          [t("groups.created"), <Day key="created" at={group.createdAt} />],
          [t("group.changed"), <Moment key="changed" at={group.updatedAt} />],
        ]}
      />
    </Card>
  );
}

/** The tags of a group, each of which leads to all groups that have it. */
function Tags(props: { tags: string[] }) {
  const t = useText();
  if (props.tags.length === 0) return <>{t("none")}</>;
  return (
    <span className={css.row}>
      {props.tags.map((tag) => (
        <Link
          key={tag}
          className={css.link}
          to={`/groups?${new URLSearchParams({ tag })}`}
        >
          {tag}
        </Link>
      ))}
    </span>
  );
}

function Around() {
  const t = useText();
  const { id, parent, children, inheritsPricing } = useGroup();
  const facts: [string, ReactNode][] = [];
  if (parent) {
    facts.push([
      t("group.parent"),
      <span key="parent" className={css.row}>
        <GroupLink group={parent} />
        <span className={css.quiet}>
          {t(inheritsPricing ? "group.inherits" : "group.inheritsNot")}
        </span>
      </span>,
    ]);
  }
  if (children?.length) {
    facts.push([
      t("group.children"),
      <span key="children" className={css.row}>
        {children.slice(0, SHOWN).map((child) => (
          <GroupLink key={child.id} group={child} />
        ))}
        {children.length > SHOWN && (
          <Link className={css.link} to={groupsBelow(id)}>
            {t("group.children.all", { count: children.length })}
          </Link>
        )}
      </span>,
    ]);
  }
  if (facts.length === 0) return null;
  return (
    <Card title={t("group.around")}>
      <Facts facts={facts} />
    </Card>
  );
}
