import assert from "node:assert/strict";
import type { TopLevelSpec } from "vega-lite";
import { ChartRenderer } from "./chart_renderer.ts";

Deno.test("a picture's text is outlines, or can be edited", async () => {
  using renderer = await ChartRenderer.open();
  const spec: TopLevelSpec = {
    title: "Été & <b>",
    data: { values: [{ a: 1 }] },
    mark: "bar",
    encoding: { x: { field: "a", type: "quantitative" } },
  };
  const { svg, editable } = await renderer.draw(spec, "chart");
  assert.doesNotMatch(svg, /<text/);
  assert.match(editable, /<text[^>]*>Été &amp; &lt;b&gt;<\/text>/);
});
