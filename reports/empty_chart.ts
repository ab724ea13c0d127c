import type { TopLevelSpec } from "vega-lite";
import type { Language } from "./language.ts";
import { framed, HEIGHT, INK, WIDTH } from "./theme.ts";

/** A chart that says why it shows nothing. */
export function emptyChart(title: string, why: string, language: Language): TopLevelSpec {
  const line = (text: string, y: number, fontSize: number) => ({
    mark: { type: "text", color: INK.soft, align: "center", baseline: "middle", fontSize },
    encoding: { x: { value: WIDTH / 2 }, y: { value: y }, text: { value: text } },
  });
  return framed({
    width: WIDTH,
    height: HEIGHT,
    view: { fill: "#f6f8fa", cornerRadius: 6 },
    data: { values: [{}] },
    layer: [line("∅", HEIGHT / 2 - 24, 34), line(why, HEIGHT / 2 + 20, 15)],
  }, { title, subtitle: "", language });
}
