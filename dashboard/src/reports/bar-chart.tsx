import { useMemo, useRef } from "react";
import type { FormatNumberOptions } from "react-intl";
import type uPlot from "uplot";
import { isolatedName } from "../text";
import { STEPS, usePlot, WHOLE_STEPS } from "./plot";
import own from "./reports.module.css";
import { shortened } from "./shortened";

/** More bars than these are no picture. */
export const MOST_BARS = 12;

export interface Bar {
  name: string;
  /** Null where the number does not exist. */
  value: number | null;
}

// In pixels.
const ROW_HEIGHT = 28;
const AXIS_HEIGHT = 28;
const GAP = 8;
const MOST_NAME = 240;

/** Numbers with long names, one below the other, as a picture; a table has them, too. */
export function BarChart(props: {
  bars: readonly Bar[];
  /** How the numbers are written. */
  format: FormatNumberOptions;
  /** What the bars are of. */
  what: string;
  label: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const { bars, format } = props;
  const data = useMemo<uPlot.AlignedData>(
    () => [bars.map((_, place) => place), bars.map(({ value }) => value)],
    [bars],
  );
  usePlot(box, data, (style) => {
    const { axis, intl, fromZero } = style;
    const ofRows: uPlot.Axis = {
      ...axis,
      scale: "x",
      grid: { show: false },
      gap: GAP,
      space: 1,
      incrs: [1],
      size: (plot, texts) =>
        Math.max(0, ...(texts ?? []).map((text) => widthOf(text, plot, axis))) + GAP,
    };
    const textOf = (value: number | null | undefined) =>
      value == null ? "–" : intl.formatNumber(value, format);
    return {
      scales: {
        x: { time: false, ori: 1, dir: -1, range: [-0.5, bars.length - 0.5] },
        number: { ori: 0, range: fromZero },
      },
      series: [{}, { scale: "number", ...style.bars }],
      axes: [
        {
          ...ofRows,
          side: 3,
          values: (plot, places) => {
            const room = Math.min(MOST_NAME, plot.width / 3);
            const fits = (text: string) => widthOf(text, plot, axis) <= room;
            return places.map((each) =>
              isolatedName(shortened(bars[each]?.name ?? "", fits)),
            );
          },
        },
        {
          ...axis,
          scale: "number",
          side: 2,
          size: AXIS_HEIGHT,
          space: 64,
          incrs: format.maximumFractionDigits === 0 ? WHOLE_STEPS : STEPS,
          values: (_, numbers) =>
            numbers.map((each) =>
              intl.formatNumber(each, {
                ...format,
                notation: "compact",
                minimumFractionDigits: undefined,
                maximumFractionDigits: undefined,
              }),
            ),
        },
        {
          ...ofRows,
          side: 1,
          values: (_, places) => places.map((each) => textOf(bars[each]?.value)),
        },
      ],
    };
  });
  return (
    <div className={own.chart}>
      <span className={own.bars}>{props.what}</span>
      <div
        ref={box}
        className={own.drawing}
        style={{ height: bars.length * ROW_HEIGHT + AXIS_HEIGHT + 2 * GAP }}
        role="img"
        aria-label={props.label}
      />
    </div>
  );
}

/** How wide a text is on an axis, in pixels. */
function widthOf(text: string, { ctx }: uPlot, { font }: uPlot.Axis): number {
  ctx.save();
  ctx.font = String(font);
  const { width } = ctx.measureText(text);
  ctx.restore();
  return Math.ceil(width);
}
