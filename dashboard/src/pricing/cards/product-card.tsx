import { useState } from "react";
import { useSearch } from "wouter";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { PageLink } from "../../app/own-pages";
import { idsIn } from "../../bridge/place";
import { ChannelSelect, useChannel } from "../../rules/preview-channel";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import { variantName } from "../../ui/pickers/catalogue";
import css from "../../ui/ui.module.css";
import { GroupBadge, Money } from "../../ui/values/values";
import { WhoSeesPart } from "../../visibility/who-sees/who-sees-part";
import { writeQuestion } from "../question";
import { CardBody, NoPlace } from "./card-body";
import { rangeOf } from "./order-lines";

const PRODUCT = graphql(`
  query ProductCard($productId: ID!, $channel: String!) {
    customerGroupProductPrices(productId: $productId, channel: $channel) {
      group {
        id
        name
        colour
      }
      prices {
        variantId
        variant {
          name
          productName
          sku
        }
        isOwn
        reason
        listPrice {
          amount
          currency
        }
        price {
          amount
          currency
        }
      }
    }
  }
`);

type OfGroup = NonNullable<
  ResultOf<typeof PRODUCT>["customerGroupProductPrices"]
>[number];

/** Beside a product in the Dashboard: what each group pays for it, and who sees it. */
export default function ProductCard() {
  const [id] = idsIn(useSearch(), "productId");
  return id ? <OfProduct id={id} /> : <NoPlace />;
}

function OfProduct(props: { id: string }) {
  const t = useText();
  const [channel, setChannel] = useChannel();
  const asked = useAsk(PRODUCT, { productId: props.id, channel }, { keep: true });
  return (
    <CardBody title={t("cards.groupsPay")}>
      <ChannelSelect value={channel} onChange={setChannel} />
      <Asked of={asked} lines={3}>
        {({ customerGroupProductPrices }) => {
          const all = customerGroupProductPrices ?? [];
          if (all.every(({ prices }) => prices.length === 0)) {
            return <p className={css.text}>{t("cards.notSold")}</p>;
          }
          return (
            <ul className={css.plainList} aria-label={t("cards.groupsPay")}>
              {all.map((each) => (
                <Group key={each.group?.id ?? ""} of={each} channel={channel} />
              ))}
            </ul>
          );
        }}
      </Asked>
      <WhoSeesPart productId={props.id} />
    </CardBody>
  );
}

function Group(props: { of: OfGroup; channel: string }) {
  const t = useText();
  const { group, prices } = props.of;
  const [open, setOpen] = useState(false);
  const [first] = prices;
  if (!first) return null;
  const name = group?.name ?? t("cards.guests");
  const reasons = [...new Set(prices.map(({ reason }) => reason).filter(Boolean))];
  return (
    <li>
      <div className={css.between}>
        {group ? <GroupBadge group={group} /> : <span>{name}</span>}
        <span className={css.prices}>
          <Range prices={prices} />
        </span>
      </div>
      <div className={`${css.between} ${css.quiet}`}>
        <bdi>{reasons.join(", ") || t("cards.asEverybody")}</bdi>
        <span className={css.prices}>
          {prices.length > 1 ? (
            <button
              type="button"
              className={`${css.link} ${css.linkButton}`}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {t("cards.variants", { count: prices.length })}
            </button>
          ) : (
            <Why {...props} variantId={first.variantId} />
          )}
        </span>
      </div>
      {open && (
        <ul className={css.plainList}>
          {prices.map((price) => (
            <li key={price.variantId} className={css.between}>
              <bdi>{price.variant?.name || variantName(price.variant)}</bdi>
              <span className={css.prices}>
                <Money {...price.price} />{" "}
                <Why {...props} variantId={price.variantId} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Why(props: { of: OfGroup; channel: string; variantId: string }) {
  const t = useText();
  const { group } = props.of;
  const query = writeQuestion("", {
    audience: group ? "groups" : "guest",
    groups: group ? [group.id] : [],
    channel: props.channel,
    lines: [{ variantId: props.variantId, quantity: 1 }],
  });
  return <PageLink to={`/why?${query}`}>{t("cards.why")}</PageLink>;
}

/** What members pay, and before it the listed price where that is another one. */
function Range(props: { prices: OfGroup["prices"] }) {
  const t = useText();
  const currency = props.prices[0]?.price.currency ?? "";
  const own = rangeOf(props.prices.map(({ price }) => price));
  const listed = rangeOf(props.prices.map(({ listPrice }) => listPrice));
  const written = ([low, high]: [number, number]) => (
    <>
      <Money amount={low} currency={currency} />
      {high !== low && (
        <>
          –<Money amount={high} currency={currency} />
        </>
      )}
    </>
  );
  return (
    <>
      {(own[0] !== listed[0] || own[1] !== listed[1]) && (
        <>
          <s className={css.struck}>
            <span className={css.hidden}>{t("why.listed")} </span>
            {written(listed)}
          </s>{" "}
        </>
      )}
      <strong>{written(own)}</strong>
    </>
  );
}
