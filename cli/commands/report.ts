import type { Command } from "../command.ts";
import { drawReport } from "../draw_report.ts";
import { count } from "../format.ts";
import { migrateStore } from "../pipeline.ts";
import { makeFolder } from "../model_paths.ts";
import { readSelectionFlags, SELECTION_FLAGS } from "../selection.ts";
import { openServices } from "../services.ts";
import { inSession } from "../session.ts";
import { requireStoredPosts } from "../stored_posts.ts";

export const command: Command = {
  name: "report",
  summary: "draws the charts and writes report.html",
  flags: {
    out: { value: "DIR", help: "folder for the files (default reports/out)" },
    ...SELECTION_FLAGS,
    locale: { value: "en|fr", help: "language of the charts (default: that of the terminal)" },
    editable: { help: "SVG files whose text can be edited, in your own fonts" },
    json: { help: "print the paths of the files as JSON" },
  },
  examples: [
    ["report", "all posts, into reports/out/"],
    [
      "report --locale fr --from 2026-11-01 --out novembre",
      "in French, from 1 November on, into novembre/",
    ],
    ["report --hashtag eclipse --lang en,fr", "the posts about a hashtag, in two languages"],
  ],
  run: async (given) => {
    const { span, filter } = readSelectionFlags(given.flags);
    const { invocation, whose } = await requireStoredPosts(given);
    return await inSession(invocation, async (session) => {
      const { flags, terminal } = invocation;
      const options = {
        ...span,
        ...(filter === undefined ? {} : { filter }),
        out: flags.text("out") ?? "reports/out",
        locale: flags.choice("locale", ["en", "fr"]) ?? terminal.locale,
        refuseEmpty: true,
        editable: flags.has("editable"),
      };
      await makeFolder(options.out);
      terminal.say(whose);
      const { postgres } = await openServices(session, { postgres: true });
      await session.race(migrateStore(invocation, postgres));
      const { files, posts } = await drawReport(session, postgres, options);
      terminal.print(
        flags.has("json")
          ? JSON.stringify({ posts, files })
          : `${files.length} files on ${count(posts)} posts; open ${files.at(-1)}`,
      );
      return 0;
    }, { mustFinish: true });
  },
};
