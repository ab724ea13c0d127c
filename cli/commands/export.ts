import type { Command } from "../command.ts";
import { count } from "../format.ts";
import { migrateStore } from "../pipeline.ts";
import { openServices } from "../services.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "export",
  summary: "writes the viz_*.csv files, or any table or view, as CSV, JSON lines or Parquet",
  flags: {
    out: { value: "DIR", help: "folder for the files (default reports)" },
    table: { value: "NAME", help: "this table or view of the schema masto instead" },
    format: { value: "csv|jsonl|parquet", help: "format of the file (default csv)" },
    json: { help: "print the paths of the files as JSON" },
  },
  examples: [
    ["export", "viz_sentiment_daily.csv, viz_sentiment_dist.csv, viz_top_hashtags.csv"],
    ["export --table toots_raw --format jsonl", "all posts, one per line"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { flags, terminal } = invocation;
      const table = flags.text("table");
      const format = flags.choice("format", ["csv", "jsonl", "parquet"]);
      const folder = flags.text("out") ?? "reports";
      await Deno.mkdir(folder, { recursive: true });
      const out = await Deno.realPath(folder);
      const { postgres } = await openServices(session, { postgres: true });
      await session.race(migrateStore(invocation, postgres));
      const exporter = session.start("exporter", {
        connection: postgres,
        out,
        ...(table === undefined ? {} : { table }),
        ...(format === undefined ? {} : { format }),
      });
      const hideLive = session.showLive(() => {
        const { file = "", rows = 0, about } = session.stats("exporter");
        return `export ${file} ${count(rows)}${
          about === undefined ? "" : ` of about ${count(about)}`
        } rows`;
      });
      const stats = await session.race(exporter.ended).finally(hideLive);
      const files = String(stats["files"] ?? "").split("\n").map((file) =>
        file.replace(out, folder)
      );
      terminal.print(
        flags.has("json")
          ? JSON.stringify({ rows: stats["rows"], files })
          : `${files.join("\n")}\n${count(stats["rows"])} rows`,
      );
      return 0;
    }, { mustFinish: true }),
};
