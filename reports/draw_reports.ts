import { ChartRenderer } from "../core/charts/render/chart_renderer.ts";
import type { PostgresConnection } from "../core/connections.ts";
import { writeFileAtomically } from "../core/export/write_atomically.ts";
import { withStore } from "../core/store/with_store.ts";
import { CHARTS } from "./charts.ts";
import { Language, type Locale } from "./language.ts";
import { readReportData } from "./read_report_data.ts";
import { type DrawnChart, reportHtml } from "./report_html.ts";

/** Which report, and where to. Plain data. */
export interface ReportOptions {
  readonly connection: PostgresConnection;
  /** Folder for the files; made where it is missing. */
  readonly out: string;
  /** `[from, to)`, ms since 1970; absent: all that there is. */
  readonly from?: number;
  readonly to?: number;
  readonly locale?: Locale;
  readonly signal?: AbortSignal;
}

export interface ReportProgress {
  readonly done: number;
  readonly charts: number;
  /** The chart that was just drawn; empty at the start. */
  readonly name: string;
}

/** What was drawn. */
export interface DrawnReport {
  /** Paths, in the order they were written; `report.html` is the last. */
  readonly files: readonly string[];
  /** Posts the report is about; 0: every chart says that there is nothing. */
  readonly toots: number;
  /** The two sentences of each chart, by its name. */
  readonly sentences: Readonly<Record<string, readonly [string, string]>>;
  readonly slowestChartMs: number;
}

/** Draws every chart as `.vl.json`, `.svg` and `.png` (2×), and `report.html` with all of them. */
export async function drawReports(
  options: ReportOptions,
  onProgress: (progress: ReportProgress) => void = () => {},
): Promise<DrawnReport> {
  const { connection, out, from, to, locale = "en", signal } = options;
  const language = new Language(locale);
  await Deno.mkdir(out, { recursive: true });
  const data = await withStore(
    connection,
    "trunkline report",
    (sql) =>
      readReportData(sql, {
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }),
  );

  using renderer = await ChartRenderer.open();
  const drawn: DrawnChart[] = [];
  const files: string[] = [];
  const write = async (name: string, content: string | Uint8Array) => {
    const path = `${out}/${name}`;
    await writeFileAtomically(path, content);
    files.push(path);
  };
  let slowestChartMs = 0;
  onProgress({ done: 0, charts: CHARTS.length, name: "" });
  for (const define of CHARTS) {
    signal?.throwIfAborted();
    const started = performance.now();
    const chart = define(data, language);
    const { svg, png } = await renderer.draw(chart.spec, chart.name);
    slowestChartMs = Math.max(slowestChartMs, performance.now() - started);
    await write(`${chart.name}.vl.json`, JSON.stringify(chart.spec, undefined, 2) + "\n");
    await write(`${chart.name}.svg`, svg);
    await write(`${chart.name}.png`, png);
    drawn.push({ chart, svg });
    onProgress({ done: drawn.length, charts: CHARTS.length, name: chart.name });
  }
  await write("report.html", reportHtml(drawn, { data, language, now: Date.now() }));
  return {
    files,
    toots: data.buckets.reduce((sum, { toots }) => sum + toots, 0),
    sentences: Object.fromEntries(drawn.map(({ chart }) => [chart.name, chart.sentences])),
    slowestChartMs,
  };
}
