import { FormattedNumber, useIntl } from "react-intl";
import { useText } from "../text";
import { percentFormat } from "../ui/values/values";
import { besideOf, formatOf } from "./metric-values";
import type { Metric } from "./report-requests";

/** A number of a metric as the locale writes it; "–" where it does not exist. */
export function MetricValue(props: {
  value: number | null;
  metric: Pick<Metric, "name" | "unit">;
  currency: string;
}) {
  const { value, metric, currency } = props;
  if (value == null) return <>–</>;
  return (
    <FormattedNumber
      value={metric.unit === "PERCENT" ? value / 100 : value}
      {...formatOf(metric, currency)}
    />
  );
}

/** The share that a metric has of the whole, or how far it is from that of all. */
export function MetricBeside(props: { metric: Metric }) {
  const t = useText();
  const intl = useIntl();
  const beside = besideOf(props.metric);
  if (!beside) return null;
  const percent = intl.formatNumber(beside.percent / 100, percentFormat(2));
  return <>{t(beside.text, { percent })}</>;
}
