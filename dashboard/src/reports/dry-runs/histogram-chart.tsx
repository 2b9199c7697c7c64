import { useMemo, useRef } from "react";
import type uPlot from "uplot";
import { useText } from "../../text";
import { usePlot, WHOLE_STEPS } from "../plot";
import own from "./dry-runs.module.css";
import type { Bucket } from "./requests";

/** How many orders change by how much, as a picture; the table has the numbers. */
export function HistogramChart(props: {
  buckets: readonly Bucket[];
  /** What each bucket is called. */
  names: readonly string[];
}) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const { buckets, names } = props;
  const data = useMemo<uPlot.AlignedData>(
    () => [buckets.map((_, place) => place), buckets.map(({ orders }) => orders)],
    [buckets],
  );
  usePlot(box, data, ({ axis, bars, intl, fromZero }) => ({
    scales: {
      x: { time: false, range: [-0.5, buckets.length - 0.5] },
      orders: { range: fromZero },
    },
    series: [{}, { scale: "orders", ...bars }],
    axes: [
      {
        ...axis,
        size: 44,
        grid: { show: false },
        space: 1,
        incrs: [1],
        values: (_, places) => places.map((each) => broken(names[each] ?? "")),
      },
      {
        ...axis,
        scale: "orders",
        size: 56,
        incrs: WHOLE_STEPS,
        values: (_, counts) => counts.map((each) => intl.formatNumber(each)),
      },
    ],
  }));
  return (
    <div className={own.chart}>
      <div
        ref={box}
        className={own.drawing}
        role="img"
        aria-label={t("dryRun.histogram.picture")}
      />
    </div>
  );
}

/** In two lines, so that the names stand beside each other. */
function broken(name: string): string {
  const middle = name.indexOf(" ", name.length / 2 - 2);
  return middle < 0 ? name : `${name.slice(0, middle)}\n${name.slice(middle + 1)}`;
}
