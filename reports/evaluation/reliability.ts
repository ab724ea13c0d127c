import type { PolarFigures } from "../../core/sentiment/evaluation/evaluate.ts";
import { ACCENT, ACCENT_SOFT, INK } from "../theme.ts";

/** Pixels of the square. */
const SIDE = 340;

/**
 * The reliability diagram: for each bin the share of positive rows over its mean probability, with a 95 % interval (Wilson),
 * against the diagonal; below it the number of rows of each bin.
 */
export function reliabilityParts({ reliability }: PolarFigures): readonly object[] {
  const bins = reliability.filter(({ count }) => count > 0).map((bin) => ({
    ...bin,
    ...wilson(bin.shareOfPositives, bin.count),
  }));
  const probability = {
    type: "quantitative",
    scale: { domain: [0, 1], nice: false },
    axis: { title: null, format: ".1f", tickCount: 6 },
  };
  return [
    {
      width: SIDE,
      height: SIDE,
      layer: [
        {
          data: { values: [{ x: 0, y: 0 }, { x: 1, y: 1 }] },
          mark: { type: "line", color: INK.soft, strokeDash: [5, 4], strokeWidth: 1.2 },
          encoding: {
            x: { field: "x", ...probability },
            y: { field: "y", type: "quantitative" },
          },
        },
        {
          data: { values: bins },
          mark: { type: "rule", color: ACCENT, opacity: 0.45, strokeWidth: 2 },
          encoding: {
            x: { field: "meanProbability", ...probability },
            y: { field: "low", type: "quantitative" },
            y2: { field: "high" },
          },
        },
        {
          data: { values: bins },
          mark: {
            type: "line",
            color: ACCENT,
            strokeWidth: 2.2,
            point: { size: 46, filled: true, color: ACCENT },
          },
          encoding: {
            x: { field: "meanProbability", ...probability },
            y: {
              field: "shareOfPositives",
              type: "quantitative",
              scale: { domain: [0, 1] },
              axis: { title: "Share that people call positive", format: ".1f" },
            },
          },
        },
      ],
    },
    {
      width: SIDE,
      height: 86,
      data: { values: bins },
      mark: { type: "bar", color: ACCENT_SOFT, binSpacing: 2 },
      encoding: {
        x: {
          field: "from",
          bin: { binned: true },
          ...probability,
          axis: { ...probability.axis, title: "prob_pos, in 15 bins" },
        },
        x2: { field: "to" },
        y: {
          field: "count",
          type: "quantitative",
          axis: { title: "Rows", format: "~s", tickCount: 3, tickMinStep: 1 },
        },
      },
    },
  ];
}

/** Wilson's 95 % interval of a share over `n` rows. */
function wilson(share: number, n: number): { readonly low: number; readonly high: number } {
  const z = 1.96;
  const middle = (share + z * z / (2 * n)) / (1 + z * z / n);
  const half = z / (1 + z * z / n) * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return { low: middle - half, high: middle + half };
}
