import assert from "node:assert/strict";
import { formatView, parseView } from "./url_state.ts";

Deno.test("a view survives its URL", () => {
  for (
    const query of [
      "",
      "?range=24h",
      "?range=15m&embed=pace",
      "?range=6h&lang=en,pt-BR&theme=dark&ui=fr",
      "?range=6h&lang=fr&tag=%C3%A9lections&server=example.social&before=week",
      "?from=2026-03-01T10:00:00.000Z&to=2026-03-01T12:00:00.000Z",
    ]
  ) assert.equal(formatView(parseView(query)), query);
});

Deno.test("what makes no sense in a URL is left at its default", () => {
  const odd =
    "?range=9y&lang=<script>,x,en,en&theme=pink&ui=de&tag=a+b&server=a/b&before=year&from=tomorrow&to=2026-01-01";
  assert.deepEqual(parseView(odd), {
    range: "1h",
    langs: ["en"],
    ...{ tag: undefined, server: undefined, before: undefined },
    theme: "auto",
    ui: undefined,
    embed: undefined,
  });
  assert.equal(parseView("?from=2026-02-01&to=2026-01-01").range, "1h");
});
