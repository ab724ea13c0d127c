import type { Command } from "../command.ts";
import { drawReport } from "../draw_report.ts";
import { migrateStore } from "../pipeline.ts";
import { openServices } from "../services.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "report",
  summary: "draws the charts and writes report.html",
  flags: {
    out: { value: "DIR", help: "folder for the files (default reports)" },
    from: {
      value: "T",
      help: "only posts from this time on (2026-11-01, or 2026-11-01T10:00:00Z)",
    },
    to: { value: "T", help: "only posts before this time" },
    locale: { value: "en|fr", help: "language of the charts (default en)" },
    json: { help: "print the paths of the files as JSON" },
  },
  examples: [
    ["report", "all posts, into reports/"],
    [
      "report --locale fr --from 2026-11-01 --out novembre",
      "in French, from 1 November on, into novembre/",
    ],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { flags, terminal } = invocation;
      const from = flags.instant("from");
      const to = flags.instant("to");
      const options = {
        out: flags.text("out") ?? "reports",
        locale: flags.choice("locale", ["en", "fr"]) ?? "en",
        ...(from === undefined ? {} : { from: from.getTime() }),
        ...(to === undefined ? {} : { to: to.getTime() }),
      };
      const { postgres } = await openServices(session, { postgres: true });
      await session.race(migrateStore(invocation, postgres));
      const { files, posts } = await drawReport(session, postgres, options);
      terminal.print(
        flags.has("json")
          ? JSON.stringify({ posts, files })
          : `${files.length} files on ${posts} posts; open ${files.at(-1)}`,
      );
      return 0;
    }, { mustFinish: true }),
};
