import { ChartRenderer } from "../core/charts/render/chart_renderer.ts";
import type { PostFilter } from "../core/post/post_filter.ts";
import type { PostgresConnection } from "../core/config/connections.ts";
import { PermanentError } from "../core/base/errors.ts";
import { writeFileAtomically } from "../core/base/atomic_file.ts";
import { withStore } from "../core/postgres/with_store.ts";
import { CHARTS } from "./charts.ts";
import { risingHashtags } from "./charts/rising_hashtags.ts";
import { tootsPerDay } from "./charts/toots_per_day.ts";
import { Language, type LocaleCode } from "./language.ts";
import { narrowed } from "./narrow.ts";
import { signed } from "./signature.ts";
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
  /** Only these posts. */
  readonly filter?: PostFilter;
  readonly locale?: LocaleCode;
  /** The SVG files keep their text, in the fonts of whoever opens them; else it is outlines, the same everywhere. */
  readonly editable?: boolean;
  /** Fail, and write nothing, if there is no post in it: pictures that are there stay. */
  readonly refuseEmpty?: boolean;
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
  const { connection, out, from, to, filter, locale = "en", signal } = options;
  const language = new Language(locale);
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
        ...(filter === undefined ? {} : { filter }),
      }),
  );

  reading.catch(() => {});
  using renderer = await opening;
  const data = await reading;
  if (options.refuseEmpty === true && data.span === undefined) {
    throw noPostsIn(out, { from, to, isFiltered: filter !== undefined });
  }
  await Deno.mkdir(out, { recursive: true });
  const now = Date.now();
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
  // Hashtags rise among all posts.
  const wanted = CHARTS.filter((chart) => filter === undefined || chart !== risingHashtags);
  onProgress({ done: 0, charts: wanted.length, name: "" });
  for (const define of wanted) {
    signal?.throwIfAborted();
    const started = performance.now();
    const defined = define(data, language);
    const chart = {
      ...defined,
      spec: signed(defined.spec, { sources: data.sources, filter, now, language }),
    };
    const { svg, editable, png } = await renderer.draw(chart.spec, chart.name);
    slowestChartMs = Math.max(slowestChartMs, performance.now() - started);
    write(`${chart.name}.vl.json`, JSON.stringify(chart.spec, undefined, 2) + "\n");
    write(`${chart.name}.svg`, options.editable === true ? editable : svg);
    write(`${chart.name}.png`, png);
    const narrow = await renderer.drawSvg(narrowed(chart.spec), `${chart.name}-narrow`);
    drawn.push({ chart, svg, narrow });
    onProgress({ done: drawn.length, charts: wanted.length, name: chart.name });
  }
  write("report.html", reportHtml(drawn, { data, language, now }));
  await Promise.all(writing);
  return {
    files,
    toots: data.buckets.reduce((sum, { toots }) => sum + toots, 0),
    sentences: Object.fromEntries(drawn.map(({ chart }) => [chart.name, chart.sentences])),
    slowestChartMs,
  };
}

function noPostsIn(
  out: string,
  { from, to, isFiltered }: {
    readonly from: number | undefined;
    readonly to: number | undefined;
    readonly isFiltered: boolean;
  },
): PermanentError {
  const iso = (at: number) => new Date(at).toISOString();
  const when = [
    from === undefined ? "" : ` from ${iso(from)}`,
    to === undefined ? "" : ` before ${iso(to)}`,
  ].join("");
  return new PermanentError(
    `Cannot draw a report: ${
      isFiltered
        ? "what the filters let through is of fewer than three people"
        : "there are no posts"
    }${when}. Nothing was written; what is in ${out} stays. ` +
      "Choose another --from and --to, or collect posts with: deno task run",
  );
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
  sources: [],
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
  observed: { minutes: 0, toots: 0, holes: false },
  gaps: [],
  languages: [],
  week: [],
  batch: undefined,
};
