import { useText } from "../../text";
import { State } from "../../ui/messages/notices";
import css from "../../ui/ui.module.css";
import { Money } from "../../ui/values/values";
import { CalendarDay, DueOn, OrderLink } from "../order-words";
import type { Item } from "./account-values";

/** The open orders of a customer, the longest due first. */
export function OpenOrders(props: { items: readonly Item[]; count: number }) {
  const t = useText();
  const { items, count } = props;
  if (items.length === 0) return <p className={css.text}>{t("account.noItems")}</p>;
  return (
    <>
      <div className={css.tableBox}>
        <table className={css.table} aria-label={t("account.items")} aria-busy={false}>
          <thead>
            <tr>
              <th scope="col">{t("items.order")}</th>
              <th scope="col">{t("items.placed")}</th>
              <th scope="col">{t("items.due")}</th>
              <th scope="col" className={css.number}>
                {t("items.total")}
              </th>
              <th scope="col" className={css.number}>
                {t("account.open")}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.orderId}>
                <td>
                  <OrderLink id={item.orderId} number={item.number} />{" "}
                  {item.state === "WAITING" && (
                    <State tone="warning">{t("items.state.WAITING")}</State>
                  )}
                  {item.purchaseOrderNumber && (
                    <div className={css.quiet}>
                      <bdi>{item.purchaseOrderNumber}</bdi>
                    </div>
                  )}
                </td>
                <td>
                  <CalendarDay day={item.placedOn} />
                </td>
                <td>
                  <DueOn of={item} />
                </td>
                <td className={css.number}>
                  <Money {...item.total} />
                </td>
                <td className={css.number}>
                  <Money {...item.open} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > items.length && (
        <p className={css.quiet}>
          {t("account.more", { count: count - items.length })}
        </p>
      )}
    </>
  );
}
