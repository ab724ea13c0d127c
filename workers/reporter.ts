import { serveWorker } from "../core/supervision/serve_worker.ts";
import { drawReports, type ReportOptions } from "../reports/draw_reports.ts";

/**
 * What the reporter is told. It needs the net permission for the database, to read core/charts/fonts/fonts.pack, and to
 * read and write `out`.
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
