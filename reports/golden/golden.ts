import { ChartRenderer } from "../../core/charts/render/chart_renderer.ts";
import { CHARTS } from "../charts.ts";
import { Language } from "../language.ts";
import { type Thumbnail, thumbnailOf } from "./thumbnail.ts";
import { WEEK } from "./week.ts";

/** The kept form of a chart: its sentences, its spec, and a thumbnail. */
export interface Golden {
  readonly name: string;
  readonly sentences: readonly [string, string];
  readonly spec: unknown;
  readonly thumbnail: Thumbnail;
}

export const GOLDEN_FILE = new URL("./charts.golden", import.meta.url);

/** Draws every chart of the made-up week. */
export async function drawGolden(): Promise<readonly Golden[]> {
  using renderer = await ChartRenderer.open();
  const language = new Language("en");
  const golden: Golden[] = [];
  for (const define of CHARTS) {
    const { name, sentences, spec } = define(WEEK, language);
    const { svg } = await renderer.draw(spec, name);
    golden.push({
      name,
      sentences,
      spec: JSON.parse(JSON.stringify(spec)),
      thumbnail: thumbnailOf(svg),
    });
  }
  return golden;
}

// deno run -A reports/golden/golden.ts: replaces the kept charts by the current ones. Look at them first.
if (import.meta.main) {
  await Deno.writeTextFile(GOLDEN_FILE, JSON.stringify(await drawGolden(), undefined, 1) + "\n");
}
