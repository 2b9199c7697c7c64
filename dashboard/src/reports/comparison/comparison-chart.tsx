import { useMemo } from "react";
import { useText } from "../../text";
import { BarChart } from "../bar-chart";
import { formatOf } from "../metric-values";
import { type Column, shownMetric, sorted } from "./comparison-view";

/** The figure by which a comparison is sorted, or the revenue, of each in a picture. */
export function ComparisonChart(props: {
  columns: readonly Column[];
  sort: string;
  currency: string;
}) {
  const t = useText();
  const { columns, sort } = props;
  const shown = shownMetric(columns, sort);
  const bars = useMemo(
    () =>
      sorted(columns, sort).map(({ audience, group, metrics }) => {
        const value = metrics.find(({ name }) => name === shown?.name)?.value ?? null;
        return {
          name: audience === "GROUP" ? (group?.name ?? "–") : t(`reports.${audience}`),
          value: value !== null && shown?.unit === "PERCENT" ? value / 100 : value,
        };
      }),
    [columns, sort, shown, t],
  );
  if (!shown) return null;
  const figure = t(`report.metric.${shown.name}`);
  return (
    <BarChart
      bars={bars}
      format={formatOf(shown, props.currency)}
      what={figure}
      label={t("reports.chart", { figure })}
    />
  );
}
