import { By } from "../../membership/history/ledger-words";
import { useText } from "../../text";
import css from "../../ui/ui.module.css";
import { Moment, Money } from "../../ui/values/values";
import { CalendarDay, OrderLink } from "../order-words";
import { fieldWords, type TermsChange } from "./change-words";

/** What happened, with what belongs to it. */
export function What(props: { of: TermsChange; withOrder?: boolean }) {
  const t = useText();
  const { of: entry } = props;
  return (
    <div className={css.text}>
      <div>
        {t(`termsHistory.${entry.change}`)}{" "}
        {entry.change === "GROUP_TERMS" && <bdi>{entry.groupCode}</bdi>}
        {props.withOrder && entry.orderId && (
          <OrderLink id={entry.orderId} number={entry.orderNumber} />
        )}
        {entry.amount && (
          <>
            {" "}
            <Money {...entry.amount} />
          </>
        )}
      </div>
      {entry.receivedOn && (
        <div className={css.quiet}>
          <CalendarDay day={entry.receivedOn} />, <bdi>{entry.reference}</bdi>
        </div>
      )}
      {entry.fields.map((changed) => {
        const { name, before, after } = fieldWords(changed, t);
        return (
          <div key={changed.field} className={css.quiet}>
            {name}: <bdi>{before}</bdi> → <bdi>{after}</bdi>
          </div>
        );
      })}
      {entry.reason && <div className={css.reason}>{entry.reason}</div>}
    </div>
  );
}

/** What happened to one order or customer: a small table, without pages. */
export function Changes(props: {
  entries: readonly TermsChange[];
  label: string;
  withOrder?: boolean;
}) {
  const t = useText();
  return (
    <div className={css.tableBox}>
      <table className={css.table} aria-label={props.label} aria-busy={false}>
        <thead>
          <tr>
            <th scope="col">{t("history.at")}</th>
            <th scope="col">{t("history.change")}</th>
            <th scope="col">{t("history.by")}</th>
          </tr>
        </thead>
        <tbody>
          {props.entries.map((entry) => (
            <tr key={entry.id}>
              <td>
                <Moment at={entry.at} />
              </td>
              <td>
                <What of={entry} withOrder={props.withOrder} />
              </td>
              <td>
                <By entry={entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
