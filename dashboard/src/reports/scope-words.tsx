import { useIntl } from "react-intl";
import type { FieldError } from "../api/hooks";
import { useSession } from "../app/session";
import { useText } from "../text";
import { Notice } from "../ui/messages/notices";
import css from "../ui/ui.module.css";
import type { ReportScope } from "./report-requests";
import { daysLater } from "./report-view";

/** What all numbers of a report are about, in words. */
export function ScopeWords(props: { scope: ReportScope; below?: boolean }) {
  const t = useText();
  const intl = useIntl();
  const { channels } = useSession();
  const { start, end, timeZone, currency, channel, basis, asOf } = props.scope;
  const day = (text: string) =>
    intl.formatDate(text, { dateStyle: "medium", timeZone: "UTC" });
  const name = channels.find(({ slug }) => slug === channel)?.name ?? channel;
  return (
    <div>
      <p className={css.text}>
        {t("report.scope.period", {
          from: day(start),
          to: day(daysLater(end, -1)),
          timeZone,
        })}{" "}
        {channel
          ? t("report.scope.channel", { currency, channel: name })
          : t("report.scope.channels", { currency })}{" "}
        {t(`report.scope.${basis}`)} {props.below && t("report.scope.below")}
      </p>
      <p className={css.quiet}>
        {t("report.asOf", {
          at: intl.formatDate(asOf, { dateStyle: "medium", timeStyle: "short" }),
        })}
      </p>
    </div>
  );
}

/** Why there is no report, in the words of the API. */
export function RefusedReport(props: { errors: readonly FieldError[] }) {
  return (
    <Notice tone="bad">
      {props.errors.map(({ field, message }) => (
        <div key={`${field} ${message}`}>{message}</div>
      ))}
    </Notice>
  );
}
