import { useText } from "../text";
import { Notice } from "../ui/messages/notices";
import { Card, Facts } from "../ui/page";
import css from "../ui/ui.module.css";
import { Money } from "../ui/values/values";
import { type AskedOrder, chargedFor, firstLine } from "./order-question";
import { othersOf } from "./question";
import { RuleLink } from "./rule-link";
import type { Basket, Explanation, Verdict } from "./why-document";
import { Outcome, WhyLine } from "./why-line";

/** What the basket costs, and why; beside it what an order charged for it. */
export function WhyAnswer(props: {
  explanation: Explanation;
  busy: boolean;
  order: AskedOrder | null;
  /** The line of the order that is asked about, if it is one: that comes first. */
  lineId?: string;
}) {
  const { order, lineId } = props;
  const { errors, basket } = props.explanation;
  if (!basket) {
    return (
      <Notice tone="bad">
        {errors.map((error) => (
          <div key={`${error.field} ${error.message}`}>{error.message}</div>
        ))}
      </Notice>
    );
  }
  return (
    <>
      {firstLine(basket.lines, order, lineId).map((line) => (
        <WhyLine
          key={line.variantId}
          line={line}
          charged={order && chargedFor(order, line.variantId)}
          verdicts={basket.verdicts}
          busy={props.busy}
        />
      ))}
      {(basket.lines.length > 1 || basket.shippingPrice.amount > 0) && (
        <Total basket={basket} />
      )}
      <Gifts basket={basket} />
      <Others verdicts={othersOf(basket.verdicts, basket.lines)} />
    </>
  );
}

function Total(props: { basket: Basket }) {
  const t = useText();
  const { shippingPrice, total } = props.basket;
  return (
    <Card title={t("why.basket")}>
      <Facts
        facts={[
          [t("why.shipping"), <Money key="shipping" {...shippingPrice} />],
          [
            t("why.total"),
            <strong key="total">
              <Money {...total} />
            </strong>,
          ],
        ]}
      />
    </Card>
  );
}

function Gifts(props: { basket: Basket }) {
  const t = useText();
  const { gifts, verdicts } = props.basket;
  if (gifts.length === 0) return null;
  return (
    <Card title={t("why.gifts")}>
      <ul className={css.plainList}>
        {gifts.map((gift) => {
          const verdict = verdicts.find(
            ({ kind, code }) => kind === "promotion" && code === gift.promotionCode,
          );
          return (
            <li key={`${gift.variantId} ${gift.promotionCode}`}>
              {t("why.gift", { count: gift.quantity })}{" "}
              <RuleLink of={verdict ?? {}}>
                {verdict?.promotion?.name ?? gift.promotionCode}
              </RuleLink>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** What has no part in any of the prices, and why not. */
function Others(props: { verdicts: Verdict[] }) {
  const t = useText();
  if (props.verdicts.length === 0) return null;
  return (
    <details className={css.card}>
      <summary>{t("why.others", { count: props.verdicts.length })}</summary>
      <div className={css.unfolded}>
        <ul className={css.plainList}>
          {props.verdicts.map((verdict) => (
            <li key={`${verdict.kind} ${verdict.code}`}>
              <RuleLink of={verdict}>
                {verdict.priceRule?.name ??
                  verdict.priceList?.name ??
                  verdict.promotion?.name ??
                  verdict.code}
              </RuleLink>
              <div>
                <Outcome reason={verdict.reason} message={verdict.message} />
              </div>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
