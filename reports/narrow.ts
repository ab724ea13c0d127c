import type { TopLevelSpec } from "vega-lite";
import { SENTENCES_PX } from "./share_bars.ts";
import { WIDTH } from "./theme.ts";

/** Width of a plot over time on a phone, pixels; with everything around it, a chart is some 340 wide. */
const TIME_PX = 250;
/** The width of a plot in a chart's full width, and on a phone. */
const PLOTS: ReadonlyMap<number, number> = new Map([
  [WIDTH, TIME_PX],
  [WIDTH - 40, 236],
  [WIDTH - 120, 190],
  [WIDTH - 170, 128],
]);
/** Letters in a line of the title and of what stands below it. */
const LETTERS = { title: 34, subtitle: 52 };
const LABEL_PX = 104;
/** Labels that are sentences have two lines, of at most so many letters the first. */
const LABEL_LINES = "split(replace(datum.label, regexp('^(.{4,14}) (.+)$'), '$1\\n$2'), '\\n')";
/** Letters in a line of an empty chart, whose text is larger than a subtitle. */
const WHY_LETTERS = 30;

/** A chart's spec for the width of a phone: drawn again with fewer ticks, broken lines and text of a size to be read. */
export function narrowed(spec: TopLevelSpec): TopLevelSpec {
  const made = shrink(spec) as Record<string, unknown>;
  const config = objectOf(made["config"]);
  const title = objectOf(made["title"]);
  return {
    ...made,
    padding: { left: 6, top: 12, right: 8, bottom: 10 },
    title: {
      ...title,
      text: broken(title["text"], LETTERS.title),
      subtitle: broken(title["subtitle"], LETTERS.subtitle),
    },
    config: {
      ...config,
      title: { ...objectOf(config["title"]), frame: "bounds", fontSize: 17, subtitleFontSize: 12 },
      legend: { ...objectOf(config["legend"]), columns: 2, columnPadding: 10 },
      axisQuantitative: { ...objectOf(config["axisQuantitative"]), tickCount: 4 },
      axisX: { ...objectOf(config["axisX"]), labelOverlap: "parity", tickCount: 3 },
    },
  } as unknown as TopLevelSpec;
}

/** Plots as wide as a phone has room for, with shorter labels and smaller circles. */
function shrink(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(shrink);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (key === "width" && typeof value === "number") return [key, PLOTS.get(value) ?? value];
      if (key === "x" && value === WIDTH + 8) return [key, TIME_PX + 6];
      if (key === "value" && value === WIDTH / 2) return [key, TIME_PX / 2];
      if (key === "tickCount" && typeof value === "number") return [key, Math.min(value, 3)];
      if (key === "axis" && objectOf(value)["labelLimit"] === SENTENCES_PX) {
        return [key, { ...objectOf(shrink(value)), labelExpr: LABEL_LINES }];
      }
      const words = objectOf(value)["value"];
      if (key === "text" && typeof words === "string" && words.length > WHY_LETTERS) {
        return [key, { value: broken(words, WHY_LETTERS) }];
      }
      if (key === "labelLimit" && typeof value === "number") {
        return [key, Math.min(value, LABEL_PX)];
      }
      if (key === "range" && Array.isArray(value) && value[1] === 760) return [key, [2, 90]];
      // The rows themselves are data.
      return [key, key === "values" && Array.isArray(value) ? value : shrink(value)];
    }),
  );
}

/** Lines of at most so many letters, broken at spaces. */
function broken(text: unknown, letters: number): readonly string[] {
  return [text ?? ""].flat().flatMap((line) => {
    const lines: string[] = [];
    for (const word of String(line).split(" ")) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + word.length < letters) {
        lines[lines.length - 1] = `${last} ${word}`;
      } else lines.push(word);
    }
    return lines;
  }).filter((line) => line !== "");
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
}
