import { useHost } from "../bridge";
import { useText } from "../text";
import { Notice } from "../ui/messages/notices";
import css from "../ui/ui.module.css";
import { Moment } from "../ui/values/values";
import type { AskedOrder } from "./order-question";

/** Which order is asked about, and what may have changed since it was placed. */
export function OrderNotice(props: { order: AskedOrder }) {
  const t = useText();
  const { number, customerGroupBasket: basket } = props.order;
  if (!basket) return null;
  const gone = basket.groups.filter(({ group }) => group === null);
  return (
    <Notice tone={gone.length > 0 ? "warning" : "plain"}>
      <strong>{t("why.order", { number: number ?? "" })}</strong>{" "}
      {basket.at ? (
        <>
          <Moment at={basket.at} />. {t("why.order.then")}
        </>
      ) : (
        t("why.order.draft")
      )}{" "}
      {gone.length > 0 &&
        t("why.order.gone", {
          count: gone.length,
          names: gone.map(({ name }) => name).join(", "),
        })}{" "}
      <OpenOrder id={props.order.id} />
    </Notice>
  );
}

/** A link to the order in the Dashboard. */
function OpenOrder(props: { id: string }) {
  const t = useText();
  const host = useHost();
  if (!host.framed) return null;
  return (
    <button
      type="button"
      className={`${css.link} ${css.linkButton}`}
      onClick={() => host.open(`/orders/${encodeURIComponent(props.id)}`)}
    >
      {t("why.order.open")}
    </button>
  );
}
