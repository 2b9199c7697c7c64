import type { ReactNode } from "react";
import { useSearch } from "wouter";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { PageLink, useOwnPages } from "../../app/own-pages";
import { useMay } from "../../app/session";
import { idsIn } from "../../bridge/place";
import { useText } from "../../text";
import { Asked, NotFound } from "../../ui/messages/notices";
import css from "../../ui/ui.module.css";
import { GroupBadge, Money } from "../../ui/values/values";
import { CardBody, NoPlace } from "./card-body";
import { byLine } from "./order-lines";

const MADE_PRICE = graphql(`
  fragment MadePrice on CustomerGroupAppliedBenefit @_unmask {
    lineId
    kind
    code
    name
    groupName
    listPrice {
      amount
      currency
    }
    price {
      amount
      currency
    }
    amount {
      amount
      currency
    }
  }
`);

const ORDER = graphql(
  `
  query OrderCard($id: ID!) {
    order(id: $id) {
      id
      lines {
        id
        productName
        quantity
        customerGroupIsHidden
        customerGroupBenefits {
          ...MadePrice
        }
      }
      customerGroupBasket {
        at
        groups {
          code
          name
          group {
            id
            colour
          }
        }
      }
      customerGroupBenefits {
        ...MadePrice
      }
      customerGroupOffers {
        promotions {
          code
          name
          isApplied
          message
        }
      }
    }
  }
`,
  [MADE_PRICE],
);

type Order = NonNullable<ResultOf<typeof ORDER>["order"]>;
type Benefit = ResultOf<typeof MADE_PRICE>;

/** Beside an order or a draft in the Dashboard: whose prices it has, and from what. */
export default function OrderCard() {
  const [id] = idsIn(useSearch(), "orderId");
  return id ? <OfOrder id={id} /> : <NoPlace />;
}

function OfOrder(props: { id: string }) {
  const t = useText();
  const asked = useAsk(ORDER, { id: props.id });
  return (
    <CardBody title={t("cards.prices")}>
      <Asked of={asked} lines={2}>
        {({ order }) => (order ? <Content order={order} /> : <NotFound />)}
      </Asked>
    </CardBody>
  );
}

function Content(props: { order: Order }) {
  const t = useText();
  const { order } = props;
  const made = byLine(madeBy(order));
  const hints = order.customerGroupOffers?.promotions ?? [];
  return (
    <>
      <Groups of={order.customerGroupBasket} />
      <Hidden of={order.lines} />
      {made.length === 0 ? (
        <p className={css.text}>{t("cards.noBenefits")}</p>
      ) : (
        <ul className={css.plainList} aria-label={t("cards.prices")}>
          {made.map(({ lineId, of }) => (
            <Line
              key={lineId ?? ""}
              order={order}
              line={order.lines.find((line) => line?.id === lineId) ?? null}
              benefits={of}
            />
          ))}
        </ul>
      )}
      <div className={css.text}>
        <WhyOrder id={order.id}>{t("why.title")}</WhyOrder>
      </div>
      {hints.length > 0 && (
        <div>
          <strong className={css.text}>{t("cards.hints")}</strong>
          <ul className={css.plainList} aria-label={t("cards.hints")}>
            {hints.map((hint) => (
              <li key={hint.code}>
                <bdi>{hint.name}</bdi>
                <div className={css.quiet}>{hint.message}</div>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** What made prices: of a draft the lines alone know it. */
function madeBy(order: Order): Benefit[] {
  const ofLines = order.lines.flatMap((line) => line?.customerGroupBenefits ?? []);
  const ofOrder = order.customerGroupBenefits ?? [];
  return [...ofLines, ...ofOrder.filter(({ lineId }) => lineId === null)];
}

/** What of a draft the customer would not find in the shop: staff sell it all the same. */
function Hidden(props: { of: Order["lines"] }) {
  const t = useText();
  const hidden = props.of.filter((line) => line?.customerGroupIsHidden);
  if (hidden.length === 0) return null;
  return (
    <div>
      <strong className={css.text}>{t("cards.hidden")}</strong>
      <ul className={css.plainList} aria-label={t("cards.hidden")}>
        {hidden.map((line) => (
          <li key={line?.id}>
            <bdi>{line?.productName}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The groups of the customer when the order was priced. */
function Groups(props: { of: Order["customerGroupBasket"] }) {
  const t = useText();
  const { at, groups } = props.of ?? { at: null, groups: [] };
  if (groups.length === 0) return <p className={css.text}>{t("cards.ofGuest")}</p>;
  const label = t(at ? "cards.groupsThen" : "cards.groups");
  return (
    <div className={css.stack}>
      <span className={css.quiet}>{label}</span>
      <ul className={css.chips} aria-label={label}>
        {groups.map(({ code, name, group }) => (
          <li key={code}>
            <GroupBadge group={{ name, colour: group?.colour }} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A link to what competed for the lines of the order, or first of all for one. */
function WhyOrder(props: { id: string; lineId?: string; children: ReactNode }) {
  const may = useMay("MANAGE_DISCOUNTS");
  const { elsewhere } = useOwnPages();
  // A card's own token knows orders alone; the page that it opens has another.
  if (!may && !elsewhere) return null;
  const query = new URLSearchParams({ orderId: props.id });
  if (props.lineId) query.set("lineId", props.lineId);
  return <PageLink to={`/why?${query}`}>{props.children}</PageLink>;
}

function Line(props: {
  order: Order;
  line: Order["lines"][number];
  benefits: Benefit[];
}) {
  const t = useText();
  const { order, line, benefits } = props;
  const [first] = benefits;
  return (
    <li>
      <div className={css.between}>
        <bdi>
          {line
            ? t("why.times", { count: line.quantity, name: line.productName })
            : t("cards.shipping")}
        </bdi>
        {line && first && (
          <span className={css.prices}>
            {first.listPrice.amount !== first.price.amount && (
              <s className={css.struck}>
                <span className={css.hidden}>{t("why.listed")} </span>
                <Money {...first.listPrice} />
              </s>
            )}{" "}
            <strong>
              <Money {...first.price} />
            </strong>
          </span>
        )}
      </div>
      {benefits.map((benefit) => (
        <div
          key={`${benefit.kind} ${benefit.code}`}
          className={`${css.between} ${css.quiet}`}
        >
          <bdi>{t("cards.by", { name: benefit.name, group: benefit.groupName })}</bdi>
          <span className={css.prices}>
            <Money {...benefit.amount} />
          </span>
        </div>
      ))}
      {line && (
        <div className={css.quiet}>
          <WhyOrder id={order.id} lineId={line.id}>
            {t("cards.why")}
            <span className={css.hidden}> {line.productName}</span>
          </WhyOrder>
        </div>
      )}
    </li>
  );
}
