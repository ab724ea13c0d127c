import assert from "node:assert/strict";
import { FONT_PACK } from "../core/charts/text/font_pack.ts";
import type { PostgresConnection } from "../core/config/connections.ts";
import { withStore } from "../core/postgres/with_store.ts";
import { type Grants, toPermissions } from "../core/supervision/grants.ts";
import type { Report, Stats } from "../core/supervision/protocol.ts";
import { migratedDatabase } from "../testing/databases.ts";
import type { Config as BatchConfig } from "./batch.ts";
import type { Config as ExporterConfig } from "./exporter.ts";
import type { Config as ReporterConfig } from "./reporter.ts";

/** Runs a worker to its end with these grants and nothing else. */
async function runWorker(kind: string, config: unknown, grants: Grants): Promise<Stats> {
  const worker = new Worker(new URL(`./${kind}.ts`, import.meta.url), {
    type: "module",
    deno: { permissions: toPermissions(grants) },
  });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Report>) => {
        if (data.type === "stopped") resolve(data.stats);
        if (data.type === "failed") reject(new Error(data.message));
      };
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
      worker.postMessage({ type: "start", config });
    });
  } finally {
    worker.terminate();
  }
}

const net = ({ host, port }: PostgresConnection) => [`${host}:${port}`];

Deno.test("batch, reporter and exporter work with the database, their folder and the fonts, and nothing else", async () => {
  await using database = await migratedDatabase();
  const { connection } = database;
  const out = await Deno.makeTempDir();
  try {
    await withStore(connection, "reports test", async (sql) => {
      await sql`
        insert into masto.toot_metrics_windowed
          (window_start, window_end, lang, toots_count, length_sum, late_count, n_pos, n_neg, n_neu, prob_pos_sum)
        values ('2026-03-01T10:00Z', '2026-03-01T10:01Z', 'ja', 5, 50, 0, 2, 1, 1, 1500000)`;
    });
    const batch = { postgres: connection, activityMinToots: 5 } satisfies BatchConfig;
    assert.equal((await runWorker("batch", batch, { net: net(connection) }))["posts"], 0);

    const folder = { read: [out, FONT_PACK.pathname], write: [out] };
    const report = { connection, out, locale: "fr" } satisfies ReporterConfig;
    const drawn = await runWorker("reporter", report, { net: net(connection), ...folder });
    assert.equal(drawn["posts"], 5);
    for (
      const name of [
        "part5_sentiment_distribution",
        "part5_sentiment_by_day_stacked",
        "part5_toots_per_day",
        "part5_top_hashtags",
      ]
    ) {
      const png = await Deno.readFile(`${out}/${name}.png`);
      assert.deepEqual([...png.subarray(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
      const svg = await Deno.readTextFile(`${out}/${name}.svg`);
      assert.doesNotMatch(svg, /<text|<image|(?:href|src)="(?!#)/);
      JSON.parse(await Deno.readTextFile(`${out}/${name}.vl.json`));
    }
    const html = await Deno.readTextFile(`${out}/report.html`);
    assert.match(html, /<html lang="fr">/);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length, "the pictures of one page share no id");
    assert.doesNotMatch(html, /<script|<link|src=|url\((?!#)|@import/);
    const links = [...html.matchAll(/ (?:xlink:)?href="(?!#)([^"]+)"( download)?/g)];
    assert(links.length > 0);
    for (const [, file, download] of links) {
      assert(download !== undefined, `${file}: every link is a download`);
      assert((await Deno.stat(`${out}/${file}`)).isFile, `${file} is a name beside the page`);
    }

    const files = { connection, out } satisfies ExporterConfig;
    const exported = await runWorker("exporter", files, {
      net: net(connection),
      read: [out],
      write: [out],
    });
    assert.match(String(exported["files"]), /viz_top_hashtags\.csv$/);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
});
