import { useIntl } from "react-intl";
import { useHost } from "../bridge";
import { useText } from "../text";
import css from "../ui/ui.module.css";

/** The number of an order, which opens it in the Dashboard that the page stands in. */
export function OrderLink(props: { id: string; number: string; draft?: boolean }) {
  const host = useHost();
  const text = <bdi>{`#${props.number}`}</bdi>;
  if (!host.framed) return text;
  const place = props.draft ? "drafts/" : "";
  return (
    <button
      type="button"
      className={`${css.link} ${css.linkButton}`}
      onClick={() => host.open(`/orders/${place}${encodeURIComponent(props.id)}`)}
    >
      {text}
    </button>
  );
}

/** A day of the shop's calendar, wherever the browser is. */
export function CalendarDay(props: { day: string | null }) {
  const { formatDate } = useIntl();
  if (!props.day) return <>–</>;
  const at = `${props.day}T00:00:00Z`;
  return (
    <span className={css.moment}>
      {formatDate(at, { dateStyle: "medium", timeZone: "UTC" })}
    </span>
  );
}

/** When an order is due, and for how many days it has been. */
export function DueOn(props: { of: { dueOn: string | null; daysOverdue: number } }) {
  const t = useText();
  const { dueOn, daysOverdue } = props.of;
  return (
    <>
      <CalendarDay day={dueOn} />
      {daysOverdue > 0 && (
        <div className={css.fieldError}>
          {t("items.overdueFor", { days: daysOverdue })}
        </div>
      )}
    </>
  );
}
