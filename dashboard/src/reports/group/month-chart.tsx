import { useEffect, useRef } from "react";
import { type IntlShape, useIntl } from "react-intl";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useOfHost } from "../../bridge";
import { useText } from "../../text";
import css from "../../ui/ui.module.css";
import type { Month } from "../report-requests";
import own from "../reports.module.css";

// Of an axis that counts: there is no half of an order.
const WHOLE_STEPS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6].flatMap((each) => [
  each,
  2 * each,
  5 * each,
]);

interface Props {
  months: readonly Month[];
  currency: string;
}

/** Revenue and orders of each month as a picture; the table has the numbers. */
export function MonthChart(props: Props) {
  const t = useText();
  const intl = useIntl();
  const theme = useOfHost((host) => host.theme);
  const box = useRef<HTMLDivElement>(null);
  const { months, currency } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: its colours are the theme's
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    let plot: uPlot | null = null;
    const draw = () => {
      plot?.destroy();
      plot = new uPlot(
        optionsOf(place, intl, { months, currency }),
        dataOf(months),
        place,
      );
    };
    // The theme's colours are there with the next frame.
    const frame = requestAnimationFrame(draw);
    const resized = new ResizeObserver(() =>
      plot?.setSize({ width: place.clientWidth, height: place.clientHeight }),
    );
    resized.observe(place);
    return () => {
      cancelAnimationFrame(frame);
      resized.disconnect();
      plot?.destroy();
    };
  }, [months, currency, intl, theme]);
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

function dataOf(months: readonly Month[]): uPlot.AlignedData {
  return [
    months.map((_, place) => place),
    months.map(({ revenue }) => revenue.amount),
    months.map(({ orders }) => orders),
  ];
}

function optionsOf(place: HTMLElement, intl: IntlShape, props: Props): uPlot.Options {
  const { months, currency } = props;
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name);
  const axis: uPlot.Axis = {
    stroke: colour("--quiet-text"),
    font: `12px ${style.fontFamily}`,
    grid: { stroke: colour("--mu-colors-border-default1"), width: 1 },
    ticks: { show: false },
  };
  return {
    width: place.clientWidth,
    height: place.clientHeight,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [-0.5, months.length - 0.5] },
      revenue: { range: fromZero },
      orders: { range: fromZero },
    },
    series: [
      {},
      {
        scale: "revenue",
        fill: colour("--chart-bars"),
        paths: uPlot.paths.bars?.({ size: [0.6, 48] }),
        points: { show: false },
      },
      {
        scale: "orders",
        stroke: colour("--chart-line"),
        width: 2,
        points: { fill: colour("--chart-line") },
      },
    ],
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
  };
}

/** The numbers that an axis has: from zero to a little above the largest. */
function fromZero(
  _: uPlot,
  least: number | null,
  most: number | null,
): uPlot.Range.MinMax {
  return [Math.min(0, least ?? 0), Math.max(1, (most ?? 0) * 1.1)];
}

function monthOf(intl: IntlShape, month: Month | undefined): string {
  if (!month) return "";
  return intl.formatDate(`${month.month}-01`, {
    month: "short",
    year: "2-digit",
    timeZone: "UTC",
  });
}
