import assert from "node:assert/strict";
import { BUILT_PAGE } from "../../reports/built_page.ts";
import { PageAssets, pageLocale } from "./page_assets.ts";

Deno.test("the page's language is the one asked for, then the configured one, then the browser's", () => {
  assert.equal(pageLocale("fr", "en", "en"), "fr");
  assert.equal(pageLocale(null, "fr", "en"), "fr");
  assert.equal(pageLocale("xx", undefined, "de;q=0.9,fr-CA;q=0.8,en;q=0.2"), "fr");
  assert.equal(pageLocale(null, undefined, "de"), "en");
  assert.equal(pageLocale(null, undefined, null), "en");
});

Deno.test("the whole page weighs at most 350 KB compressed", async () => {
  const assets = new PageAssets(BUILT_PAGE);
  await assets.compress();
  let gzip = 0;
  let brotli = 0;
  for (const path of ["index.en", "/app.js", "/app.css", "/icon.svg"]) {
    const file = assets.get(path);
    gzip += file?.gzip?.length ?? Infinity;
    brotli += file?.brotli?.length ?? Infinity;
  }
  assert.ok(gzip < 350_000 && brotli < gzip, `${gzip} B as gzip, ${brotli} B as brotli`);
});
