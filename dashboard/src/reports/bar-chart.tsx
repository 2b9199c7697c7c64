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
    const widthOf = measuredIn(String(axis.font));
    const ofRows: uPlot.Axis = {
      ...axis,
      scale: "x",
      grid: { show: false },
      gap: GAP,
      space: 1,
      incrs: [1],
      size: (_, texts) => Math.max(0, ...(texts ?? []).map(widthOf)) + GAP,
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
          values: ({ width }, places) => {
            const fits = (text: string) => widthOf(text) <= Math.min(240, width / 3);
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

/** Measures texts in a font, in pixels. */
function measuredIn(font: string): (text: string) => number {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = font;
  return (text) => Math.ceil(pen?.measureText(text).width ?? 0);
}
