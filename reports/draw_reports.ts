import { ChartRenderer } from "../core/charts/render/chart_renderer.ts";
import type { PostgresConnection } from "../core/config/connections.ts";
import { writeFileAtomically } from "../core/base/atomic_file.ts";
import { withStore } from "../core/postgres/with_store.ts";
import { CHARTS } from "./charts.ts";
import { tootsPerDay } from "./charts/toots_per_day.ts";
import { Language, type LocaleCode } from "./language.ts";
import { readReportData } from "./read_report_data.ts";
import type { ReportData } from "./report_data.ts";
import { type DrawnChart, reportHtml } from "./report_html.ts";

/** Options of a report; can be posted to a worker. */
export interface ReportOptions {
  readonly connection: PostgresConnection;
  /** Folder for the files; created if it does not exist. */
  readonly out: string;
  /** `[from, to)`, ms since 1970; absent: all posts. */
  readonly from?: number;
  readonly to?: number;
  readonly locale?: LocaleCode;
  readonly signal?: AbortSignal;
}

export interface ReportProgress {
  readonly done: number;
  readonly charts: number;
  /** The chart drawn last; empty at the start. */
  readonly name: string;
}

/** A drawn report. */
export interface DrawnReport {
  /** Paths, in the order they were written; `report.html` is the last. */
  readonly files: readonly string[];
  /** Posts in the report; 0: every chart is empty. */
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
  // Draw an example while the database works: the first chart of a process takes much longer than the others.
  const opening = openWarm(language);
  opening.catch(() => {});
  const reading = withStore(
    connection,
    "trunkline report",
    (sql) =>
      readReportData(sql, {
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }),
  );

  reading.catch(() => {});
  using renderer = await opening;
  const data = await reading;
  const drawn: DrawnChart[] = [];
  const files: string[] = [];
  // Files are written while the next chart is drawn.
  const writing: Promise<void>[] = [];
  const write = (name: string, content: string | Uint8Array) => {
    const path = `${out}/${name}`;
    files.push(path);
    const written = writeFileAtomically(path, content);
    written.catch(() => {});
    writing.push(written);
  };
  let slowestChartMs = 0;
  onProgress({ done: 0, charts: CHARTS.length, name: "" });
  for (const define of CHARTS) {
    signal?.throwIfAborted();
    const started = performance.now();
    const chart = define(data, language);
    const { svg, png } = await renderer.draw(chart.spec, chart.name);
    slowestChartMs = Math.max(slowestChartMs, performance.now() - started);
    write(`${chart.name}.vl.json`, JSON.stringify(chart.spec, undefined, 2) + "\n");
    write(`${chart.name}.svg`, svg);
    write(`${chart.name}.png`, png);
    drawn.push({ chart, svg });
    onProgress({ done: drawn.length, charts: CHARTS.length, name: chart.name });
  }
  write("report.html", reportHtml(drawn, { data, language, now: Date.now() }));
  await Promise.all(writing);
  return {
    files,
    toots: data.buckets.reduce((sum, { toots }) => sum + toots, 0),
    sentences: Object.fromEntries(drawn.map(({ chart }) => [chart.name, chart.sentences])),
    slowestChartMs,
  };
}

async function openWarm(language: Language): Promise<ChartRenderer> {
  const renderer = await ChartRenderer.open();
  try {
    const { spec, name } = tootsPerDay(EXAMPLE, language);
    await renderer.draw(spec, name);
    return renderer;
  } catch (error) {
    renderer[Symbol.dispose]();
    throw error;
  }
}

/** The smallest data that makes a chart, for warming up. */
const EXAMPLE: ReportData = {
  span: { from: 0, to: 7_200_001 },
  unit: "hour",
  buckets: [{
    start: 0,
    toots: 1,
    lengthSum: 1,
    positive: 0,
    neutral: 0,
    negative: 0,
    unscored: 1,
  }],
  gaps: [],
  languages: [],
  week: [],
  batch: undefined,
};
