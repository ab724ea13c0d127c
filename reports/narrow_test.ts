import assert from "node:assert/strict";
import { ChartRenderer } from "../core/charts/render/chart_renderer.ts";
import { CHARTS } from "./charts.ts";
import { WEEK } from "./golden/week.ts";
import { Language } from "./language.ts";
import { narrowed } from "./narrow.ts";
import { signed } from "./signature.ts";

Deno.test("every chart is drawn for a phone with room for its texts, and none is wider than 400 px", async () => {
  using renderer = await ChartRenderer.open();
  for (const locale of ["en", "fr"] as const) {
    const language = new Language(locale);
    const filter = { tag: "a_rather_long_hashtag", server: "a-long-name.example", langs: ["en"] };
    for (const define of CHARTS) {
      const chart = define(WEEK, language);
      const spec = signed(chart.spec, { sources: [], filter, now: 0, language });
      const widthOf = (svg: string) => Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
      const width = widthOf(await renderer.drawSvg(narrowed(spec), "narrow"));
      assert.ok(width > 280 && width <= 400, `${chart.name} ${locale}: ${width} px`);
    }
  }
});
