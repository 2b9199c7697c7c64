import { type RefObject, useEffect } from "react";
import { type IntlShape, useIntl } from "react-intl";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useOfHost } from "../bridge";

/** Steps of an axis, each of a single digit, so that short numbers beside it are exact. */
export const STEPS = Array.from({ length: 18 }, (_, place) => place - 5).flatMap(
  (power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)),
);

/** Steps of an axis that counts: there is no half of an order. */
export const WHOLE_STEPS = STEPS.filter((each) => each >= 1);

/** What the pictures of reports have in common. */
interface Style {
  axis: uPlot.Axis;
  bars: Partial<uPlot.Series>;
  line: Partial<uPlot.Series>;
  intl: IntlShape;
  fromZero: typeof fromZero;
}

type Drawn = Pick<uPlot.Options, "axes" | "scales" | "series">;

/**
 * Draws a picture in a box, again where the box, the theme or the language is another.
 *
 * @param options what is drawn; depends on the data alone.
 */
export function usePlot(
  box: RefObject<HTMLDivElement | null>,
  data: uPlot.AlignedData,
  options: (style: Style) => Drawn,
): void {
  const intl = useIntl();
  const theme = useOfHost((host) => host.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: its colours are the theme's
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    let plot: uPlot | null = null;
    const draw = () => {
      plot?.destroy();
      plot = new uPlot(
        {
          width: place.clientWidth,
          height: place.clientHeight,
          legend: { show: false },
          cursor: { show: false },
          ...options(styleOf(place, intl)),
        },
        data,
        place,
      );
    };
    // Some of the theme's colours are there with the next frame, some with that after it.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(draw);
    });
    const resized = new ResizeObserver(() =>
      plot?.setSize({ width: place.clientWidth, height: place.clientHeight }),
    );
    resized.observe(place);
    return () => {
      cancelAnimationFrame(frame);
      resized.disconnect();
      plot?.destroy();
    };
  }, [data, intl, theme]);
}

function styleOf(place: HTMLElement, intl: IntlShape): Style {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name);
  return {
    axis: {
      stroke: colour("--quiet-text"),
      font: `12px ${style.fontFamily}`,
      grid: { stroke: colour("--mu-colors-border-default1"), width: 1 },
      ticks: { show: false },
    },
    bars: {
      fill: colour("--chart-bars"),
      paths: uPlot.paths.bars?.({ size: [0.6, 48] }),
      points: { show: false },
    },
    line: {
      stroke: colour("--chart-line"),
      width: 2,
      points: { fill: colour("--chart-line") },
    },
    intl,
    fromZero,
  };
}

/** The numbers that an axis has: zero, and a little beyond the largest and the least. */
export function fromZero(
  _: unknown,
  least: number | null,
  most: number | null,
): uPlot.Range.MinMax {
  const [low, high] = [Math.min(least ?? 0, 0) * 1.1, Math.max(most ?? 0, 0) * 1.1];
  return low < high ? [low, high] : [0, 1];
}
