import { type ExportedFile, exportFiles, type ExportOptions } from "../core/export/export_files.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

/** Needs `net` to the database, and `read` and `write` of `out`. */
export type Config = Omit<ExportOptions, "signal">;

/** Writes the files, then stops. */
serveWorker<Config>(async (config, { drain, ready, status }) => {
  ready();
  const files: readonly ExportedFile[] = await exportFiles(
    { ...config, signal: drain },
    ({ file, rows, about }) => status({ file, rows, ...(about === undefined ? {} : { about }) }),
  );
  return {
    files: files.map(({ path }) => path).join("\n"),
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
  };
});
