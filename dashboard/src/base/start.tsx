import { Button } from "@saleor/macaw-ui";
import { useLocation } from "wouter";
import { graphql } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { useMay } from "../app/session";
import { GroupLink } from "../groups/group-link";
import { Revenue } from "../groups/revenue";
import { useText } from "../text";
import { Asked } from "../ui/messages/notices";
import { Card, Page } from "../ui/page";
import css from "../ui/ui.module.css";
import { Count } from "../ui/values/values";
import { Attention } from "./attention";
import { Steps } from "./steps";

const START = graphql(`
  query Start($prices: Boolean!) {
    customerGroupTotals {
      groups
      customers
      customersInGroups
    }
    customerGroups(
      first: 10
      sortBy: { field: MEMBERS_COUNT, direction: DESC }
    ) {
      edges {
        node {
          id
          name
          colour
          isDefault
          membersCount
          priceSummary @include(if: $prices)
          yearRevenue {
            currency
            amount {
              amount
            }
          }
        }
      }
    }
  }
`);

const RULES = graphql(`
  query StartRules {
    customerGroupRuleCounts {
      priceRules {
        total
      }
      priceLists {
        total
      }
      promotions {
        total
      }
    }
  }
`);

/** The first page: what a new shop does first, and later how its groups do. */
export default function Start() {
  const t = useText();
  const [, go] = useLocation();
  const prices = useMay("MANAGE_DISCOUNTS");
  const asked = useAsk(START, { prices });
  const rules = useAsk(RULES, {}, { wait: !prices });
  const counts = rules.data?.customerGroupRuleCounts;
  return (
    <Page title={t("start.title")}>
      <Asked of={asked}>
        {({ customerGroupTotals, customerGroups }) => {
          const groups = customerGroups?.edges.map(({ node }) => node) ?? [];
          // The default group is there from the beginning.
          const first = groups.find(({ isDefault }) => !isDefault);
          const steps = {
            first: first?.id,
            hasGroup: Boolean(first),
            hasCustomers: Boolean(customerGroupTotals?.customersInGroups),
            hasPrice: counts
              ? [counts.priceRules, counts.priceLists, counts.promotions].some(
                  ({ total }) => total > 0,
                )
              : null,
          };
          return (
            <>
              {!rules.isLoading && <Steps {...steps} />}
              {first && (
                <div className={css.columns}>
                  <Card title={t("start.groups")}>
                    <div className={css.scroll}>
                      <table
                        className={css.table}
                        aria-label={t("start.groups")}
                        aria-busy={asked.isFetching}
                      >
                        <thead>
                          <tr>
                            <th scope="col">{t("groups.name")}</th>
                            <th scope="col" className={css.number}>
                              {t("groups.customers")}
                            </th>
                            {prices && <th scope="col">{t("groups.price")}</th>}
                            <th scope="col" className={css.number}>
                              {t("groups.revenue")}
                            </th>
                          </tr>
                        </thead>
                        <tbody>
                          {groups.map((group) => (
                            <tr key={group.id}>
                              <td>
                                <GroupLink group={group} />
                              </td>
                              <td className={css.number}>
                                <Count value={group.membersCount} />
                              </td>
                              {prices && <td>{group.priceSummary || "–"}</td>}
                              <td className={css.number}>
                                <Revenue revenue={group.yearRevenue ?? []} />
                              </td>
                            </tr>
                          ))}
                        </tbody>
                      </table>
                    </div>
                    <div className={css.foot}>
                      {customerGroupTotals && (
                        <span>
                          {t("groups.totals", {
                            customers: customerGroupTotals.customers,
                            customersInGroups: customerGroupTotals.customersInGroups,
                          })}
                        </span>
                      )}
                      <Button variant="secondary" onClick={() => go("/groups")}>
                        {t("start.all", { count: customerGroupTotals?.groups })}
                      </Button>
                    </div>
                  </Card>
                  <Attention />
                </div>
              )}
            </>
          );
        }}
      </Asked>
    </Page>
  );
}
