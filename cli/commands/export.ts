import type { Command } from "../command.ts";
import { usageError } from "../flags.ts";
import { count } from "../format.ts";
import { migrateStore } from "../pipeline.ts";
import { makeFolder } from "../model_paths.ts";
import { readSelectionFlags, SELECTION_FLAGS } from "../selection.ts";
import { openServices } from "../services.ts";
import { inSession } from "../session.ts";
import { requireStoredPosts } from "../stored_posts.ts";

export const command: Command = {
  name: "export",
  summary:
    "writes the viz_*.csv files, or chosen posts with their scores, or any table or view, as CSV, JSON lines or Parquet",
  flags: {
    out: { value: "DIR", help: "folder for the files (default reports/out)" },
    table: { value: "NAME", help: "this table or view of the schema masto instead" },
    ...SELECTION_FLAGS,
    links: { help: "the sites that these posts link to, with their posts and people, instead" },
    excel: { help: "CSV that a spreadsheet of your language opens by a double click" },
    format: { value: "csv|jsonl|parquet", help: "format of the file (default csv)" },
    json: { help: "print the paths of the files as JSON" },
  },
  examples: [
    ["export", "viz_sentiment_daily.csv, viz_sentiment_dist.csv, viz_top_hashtags.csv"],
    ["export --table toots_raw --format jsonl", "all posts, one per line"],
    [
      "export --hashtag eclipse --lang fr --excel",
      "posts in French about a hashtag, for a spreadsheet",
    ],
    ["export --links --from 2026-11-01", "sites that posts link to, since that day"],
  ],
  run: async (given) => {
    const { span, filter } = readSelectionFlags(given.flags);
    const links = given.flags.has("links");
    const posts = filter === undefined && Object.keys(span).length === 0 && !links
      ? undefined
      : { langs: [], ...filter, ...span };
    if (posts !== undefined && given.flags.text("table") !== undefined) {
      throw usageError("--table exports all of a table; leave out the flags that choose posts");
    }
    if (given.flags.has("excel") && (given.flags.text("format") ?? "csv") !== "csv") {
      throw usageError("--excel writes CSV; leave out --format");
    }
    const { invocation, whose } = await requireStoredPosts(given);
    return await inSession(invocation, async (session) => {
      const { flags, terminal } = invocation;
      terminal.say(whose);
      const table = flags.text("table");
      const format = flags.choice("format", ["csv", "jsonl", "parquet"]);
      const folder = flags.text("out") ?? "reports/out";
      const out = await makeFolder(folder);
      const { postgres } = await openServices(session, { postgres: true });
      await session.race(migrateStore(invocation, postgres));
      const exporter = session.start("exporter", {
        connection: postgres,
        out,
        ...(table === undefined ? {} : { table }),
        ...(posts === undefined ? {} : { posts, links }),
        ...(flags.has("excel") ? { spreadsheet: SPREADSHEETS[terminal.locale] } : {}),
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
    }, { mustFinish: true });
  },
};

/** A spreadsheet in French reads a decimal comma, and columns between semicolons. */
const SPREADSHEETS = {
  en: { separator: ",", decimalComma: false },
  fr: { separator: ";", decimalComma: true },
} as const;
