import { Button } from "@saleor/macaw-ui";
import { Link, useLocation } from "wouter";
import { graphql, type ResultOf } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { useText } from "../text";
import { Asked, State, type Tone } from "../ui/messages/notices";
import { Card } from "../ui/page";
import css from "../ui/ui.module.css";
import { GroupBadge } from "../ui/values/values";
import { groupAddress } from "./group-context";

const BENEFITS = graphql(`
  query GroupBenefits($id: ID!) {
    customerGroup(id: $id) {
      advantages {
        kind
        name
        text
        state
        group {
          id
          name
          colour
        }
        isInherited
        inheritance
        by
        priceRule {
          id
        }
        priceList {
          id
        }
        promotion {
          id
        }
      }
    }
  }
`);

type Benefit = NonNullable<
  NonNullable<ResultOf<typeof BENEFITS>["customerGroup"]>["advantages"]
>[number];

const TONES: Record<Benefit["state"], Tone> = {
  RUNNING: "good",
  PLANNED: "warning",
  ENDED: "plain",
  OFF: "plain",
};

/** What the customers of a group get, in words: its own, and what it inherits. */
export function GroupBenefits(props: { id: string }) {
  const t = useText();
  const [, go] = useLocation();
  const asked = useAsk(BENEFITS, { id: props.id });
  return (
    <Card title={t("group.benefits")}>
      <Asked of={asked} lines={3}>
        {({ customerGroup }) => {
          const all = customerGroup?.advantages ?? [];
          if (all.length === 0) {
            return (
              <>
                <p className={css.text}>{t("group.benefits.none")}</p>
                <div>
                  <Button
                    variant="secondary"
                    onClick={() => go(groupAddress(props.id, "prices"))}
                  >
                    {t("group.benefits.give")}
                  </Button>
                </div>
              </>
            );
          }
          const own = all.filter(({ isInherited }) => !isInherited);
          const inherited = all.filter(({ isInherited }) => isInherited);
          return (
            <>
              {own.length > 0 ? (
                <Benefits benefits={own} />
              ) : (
                <p className={css.text}>{t("group.benefits.noneOwn")}</p>
              )}
              {inherited.length > 0 && (
                <div className={css.section}>
                  <h3 className={css.subtitle}>{t("group.benefits.inherited")}</h3>
                  <Benefits benefits={inherited} />
                </div>
              )}
            </>
          );
        }}
      </Asked>
    </Card>
  );
}

function Benefits(props: { benefits: Benefit[] }) {
  return (
    <ul className={css.entries}>
      {props.benefits.map((benefit) => (
        <Entry
          key={`${benefit.group.id} ${benefit.kind} ${benefit.name}`}
          benefit={benefit}
        />
      ))}
    </ul>
  );
}

function Entry(props: { benefit: Benefit }) {
  const t = useText();
  const { name, text, state, group, isInherited, inheritance, by } = props.benefit;
  const words = (
    <bdi className={inheritance === "OUTDONE" ? css.struck : undefined}>
      {text || t("group.benefits.broken")}
    </bdi>
  );
  const address = addressOf(props.benefit);
  return (
    <li>
      <span className={css.row}>
        {address ? (
          <Link className={css.link} to={address}>
            {words}
          </Link>
        ) : (
          words
        )}
        {state !== "RUNNING" && (
          <State tone={TONES[state]}>{t(`group.benefits.${state}`)}</State>
        )}
        {isInherited && <GroupBadge group={group} />}
      </span>
      <div className={css.quiet}>
        {name !== text && <bdi>{name}</bdi>}
        {inheritance === "OUTDONE" && <> · {t("group.benefits.outdone", { by })}</>}
        {inheritance === "ADDED_TO" && <> · {t("group.benefits.addedTo", { by })}</>}
      </div>
    </li>
  );
}

/** The address of the page of what a benefit comes from, where it has one. */
function addressOf({ priceRule, priceList, promotion }: Benefit): string | null {
  if (priceRule) return `/prices/${priceRule.id}`;
  if (priceList) return `/price-lists/${priceList.id}`;
  return promotion && `/promotions/${promotion.id}`;
}
