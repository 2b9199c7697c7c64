import { useSearch } from "wouter";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { PageLink, useOwnPages } from "../../app/own-pages";
import { useMay, useSession } from "../../app/session";
import { idsIn } from "../../bridge/place";
import { useText } from "../../text";
import { Asked, NotFound } from "../../ui/notices";
import css from "../../ui/ui.module.css";
import { GroupBadge, Money } from "../../ui/values";
import { toField } from "../../ui/zone";
import { writeQuestion } from "../question";
import { CardBody, NoPlace } from "./card-body";
import { basketOf, byLine } from "./order-lines";

const ORDER = graphql(`
  query OrderCard($id: ID!) {
    order(id: $id) {
      id
      created
      user {
        id
      }
      total {
        currency
      }
      lines {
        id
        productName
        quantity
        variant {
          id
        }
      }
      customerGroupBenefits {
        lineId
        kind
        code
        name
        groupCode
        groupName
        quantity
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
`);

type Order = NonNullable<ResultOf<typeof ORDER>["order"]>;
type Benefit = NonNullable<Order["customerGroupBenefits"]>[number];

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
  const benefits = order.customerGroupBenefits ?? [];
  const groups = new Map(
    benefits.map(({ groupCode, groupName }) => [groupCode, groupName]),
  );
  const hints = order.customerGroupOffers?.promotions ?? [];
  return (
    <>
      {benefits.length === 0 ? (
        <p className={css.text}>{t("cards.noBenefits")}</p>
      ) : (
        <ul className={css.chips} aria-label={t("cards.groupsThen")}>
          {[...groups].map(([code, name]) => (
            <li key={code}>
              <GroupBadge group={{ name }} />
            </li>
          ))}
        </ul>
      )}
      <ul className={css.plainList} aria-label={t("cards.prices")}>
        {byLine(benefits).map(({ lineId, of }) => (
          <Line
            key={lineId ?? ""}
            line={order.lines.find((line) => line?.id === lineId) ?? null}
            benefits={of}
          />
        ))}
      </ul>
      <WhyOrder order={order} />
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

/** A link to what competed for its lines; with today's groups of the customer. */
function WhyOrder(props: { order: Order }) {
  const t = useText();
  const { channels, timeZone } = useSession();
  const may = useMay("MANAGE_DISCOUNTS");
  const { elsewhere } = useOwnPages();
  const { created, user, total, lines } = props.order;
  // A card's own token knows orders alone; the page that it opens has another.
  if (!may && !elsewhere) return null;
  const query = writeQuestion("", {
    audience: user ? "customer" : "guest",
    customerId: user?.id ?? null,
    // Where there are several, one chooses on the page.
    channel: channels.find(({ currency }) => currency === total?.currency)?.slug,
    at: toField(created, timeZone),
    lines: basketOf(lines),
  });
  return (
    <div className={css.text}>
      <PageLink to={`/why?${query}`}>{t("why.title")}</PageLink>
    </div>
  );
}

function Line(props: { line: Order["lines"][number]; benefits: Benefit[] }) {
  const t = useText();
  const { line, benefits } = props;
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
    </li>
  );
}
