import type { PostFilter } from "../core/post/post_filter.ts";
import type { PostgresConnection } from "../core/config/connections.ts";
import { factNumber } from "./format.ts";
import type { Session } from "./session.ts";

/** Which report, and its folder, which is created if missing. */
export interface ReportWanted {
  readonly out: string;
  readonly locale: "en" | "fr";
  /** `[from, to)`, ms since 1970. */
  readonly from?: number;
  readonly to?: number;
  /** Only these posts. */
  readonly filter?: PostFilter;
  /** The SVG files keep their text. */
  readonly editable?: boolean;
  /** Fail, and write nothing, if there is no post in it. */
  readonly refuseEmpty?: boolean;
}

/**
 * Updates the batch tables and draws the charts. `wait` decides what ends it early; by default also an interrupt.
 *
 * @returns the paths, `report.html` last, and the posts in it
 */
export async function drawReport(
  session: Session,
  postgres: PostgresConnection,
  wanted: ReportWanted,
  wait: <T>(done: Promise<T>) => Promise<T> = (done) => session.race(done),
): Promise<{ readonly files: readonly string[]; readonly posts: number }> {
  const { activityMinToots } = session.invocation.config;
  await Deno.mkdir(wanted.out, { recursive: true });
  const out = await Deno.realPath(wanted.out);
  const batch = session.start(
    "batch",
    { postgres, activityMinToots, onlyIfChanged: true },
    { name: "batch for the report" },
  );
  await wait(batch.ended);
  const reporter = session.start("reporter", { ...wanted, connection: postgres, out });
  const hideLive = session.showLive(() => {
    const { done = 0, charts, name = "" } = session.stats("reporter");
    return charts === undefined ? "report" : `report ${done} of ${charts} ${name}`;
  });
  const stats = await wait(reporter.ended).finally(hideLive);
  const files = String(stats["files"] ?? "").split("\n").map((file) =>
    file.replace(out, wanted.out)
  );
  return { files, posts: factNumber(stats, "posts") };
}
