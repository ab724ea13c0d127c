import { serveWorker } from "../core/supervision/serve_worker.ts";
import { drawReports, type ReportOptions } from "../reports/draw_reports.ts";

/**
 * Needs `net` to the database, `read` of core/charts/fonts/fonts.pack, and `read` and `write` of `out`.
 */
export type Config = Omit<ReportOptions, "signal">;

/** Draws the charts, then stops. */
serveWorker<Config>(async (config, { drain, ready, status }) => {
  ready();
  const report = await drawReports(
    { ...config, signal: drain },
    ({ done, charts, name }) => status({ done, charts, name }),
  );
  return {
    files: report.files.join("\n"),
    posts: report.toots,
    slowestChartMs: Math.round(report.slowestChartMs),
  };
});
