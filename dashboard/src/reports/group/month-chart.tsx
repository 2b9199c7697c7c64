import { useMemo, useRef } from "react";
import type { IntlShape } from "react-intl";
import type uPlot from "uplot";
import { useText } from "../../text";
import css from "../../ui/ui.module.css";
import { STEPS, usePlot, WHOLE_STEPS } from "../plot";
import type { Month } from "../report-requests";
import own from "../reports.module.css";

/** Revenue and orders of each month as a picture; the table has the numbers. */
export function MonthChart(props: { months: readonly Month[]; currency: string }) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const { months, currency } = props;
  const data = useMemo<uPlot.AlignedData>(
    () => [
      months.map((_, place) => place),
      months.map(({ revenue }) => revenue.amount),
      months.map(({ orders }) => orders),
    ],
    [months],
  );
  usePlot(box, data, ({ axis, bars, line, intl, fromZero }) => ({
    scales: {
      x: { time: false, range: [-0.5, months.length - 0.5] },
      revenue: { range: fromZero },
      orders: { range: fromZero },
    },
    series: [{}, { scale: "revenue", ...bars }, { scale: "orders", ...line }],
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        space: 56,
        incrs: [1, 2, 3, 6, 12, 24, 60],
        values: (_, places) => places.map((each) => monthOf(intl, months[each])),
      },
      {
        ...axis,
        scale: "revenue",
        size: 72,
        incrs: STEPS,
        values: (_, amounts) =>
          amounts.map((each) =>
            intl.formatNumber(each, {
              style: "currency",
              currency,
              notation: "compact",
            }),
          ),
      },
      {
        ...axis,
        scale: "orders",
        side: 1,
        size: 56,
        grid: { show: false },
        incrs: WHOLE_STEPS,
        values: (_, counts) => counts.map((each) => intl.formatNumber(each)),
      },
    ],
  }));
  return (
    <div className={own.chart}>
      <div className={css.row}>
        <span className={own.bars}>{t("report.revenue")}</span>
        <span className={own.line}>{t("report.orders")}</span>
      </div>
      <div
        ref={box}
        className={own.drawing}
        role="img"
        aria-label={t("report.chart")}
      />
    </div>
  );
}

function monthOf(intl: IntlShape, month: Month | undefined): string {
  if (!month) return "";
  return intl.formatDate(`${month.month}-01`, {
    month: "short",
    year: "2-digit",
    timeZone: "UTC",
  });
}
