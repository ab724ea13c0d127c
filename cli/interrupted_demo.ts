import type { Fault } from "../embedded/mastodon/faults.ts";
import { readTotals } from "../core/status/read_totals.ts";
import type { Sql } from "../core/postgres/connect.ts";
import type { Stats } from "../core/supervision/protocol.ts";
import type { SupervisedWorker } from "../core/supervision/supervised_worker.ts";
import { count, factNumber } from "./format.ts";
import type { Session } from "./session.ts";

const CUT_AFTER_MS = 10_000;
const CUT_MS = 10_000;
const KILL_AFTER_MS = 40_000;
/** With less time or fewer posts there is nothing to interrupt. */
export const INTERRUPTED_LEAST_MS = 50_000;
export const INTERRUPTED_LEAST_RATE = 10;
/** A missing post was deleted once it is missing so long: for users a minute, which a demo has no time for. */
export const DEMO_CONFIRM_MS = 5_000;
/** How long the last gap may take to be filled and looked up after the server has sent its last. */
const FILL_MS = 90_000;

/** `demo --interrupt`: the server goes away for 10 s, with all its streams. */
export const INTERRUPTIONS: readonly { readonly afterMs: number; readonly fault: Fault }[] = [
  { afterMs: CUT_AFTER_MS, fault: { type: "unavailable", forMs: CUT_MS } },
  { afterMs: CUT_AFTER_MS, fault: { type: "drop" } },
];

/** Kills the producer in the middle of its work, once; it is started again as after any failure. */
export function killLater(session: Session, producer: SupervisedWorker): void {
  const timer = setTimeout(
    () => producer.breakDown("killed in the middle of its work"),
    KILL_AFTER_MS,
  );
  session.atEnd(() => Promise.resolve(clearTimeout(timer)));
}

/** What the ledger says of one gap. */
export interface FilledGap {
  /** ISO 8601. */
  readonly from: string;
  readonly to: string | null;
  readonly seconds: number;
  readonly recovered: number;
  readonly rechecked: number;
  readonly unverified: number;
  readonly complete: boolean;
}

/** What was missed, as the tables say. */
export interface Missed {
  readonly gaps: readonly FilledGap[];
  /** Minutes since the first one that was read from, by their state; `early`: it cannot be said yet. */
  readonly minutes: Readonly<Record<string, number>>;
}

/** Waits until every gap is closed and the tables hold the posts that the server has, or patience is over. */
export async function untilFilled(session: Session, sql: Sql, journal: Stats): Promise<Missed> {
  const end = performance.now() + FILL_MS;
  for (;;) {
    const missed = await readMissed(sql);
    const { posts, length } = await readTotals(sql);
    const isFilled = posts === factNumber(journal, "survivors") &&
      length === factNumber(journal, "survivors_length") &&
      missed.gaps.length > 0 && missed.gaps.every(({ to, rechecked }) =>
        to !== null && rechecked > 0
      );
    if (isFilled || performance.now() > end) return missed;
    await session.unlessFailed(new Promise<void>((resolve) => setTimeout(resolve, 250)));
  }
}

async function readMissed(sql: Sql): Promise<Missed> {
  const gaps = await sql<FilledGap[]>`
    select from_time::text as from, to_time::text as to, seconds, posts_recovered::int as recovered,
           rechecked::int, deletes_unverified::int as unverified, complete
      from masto.stream_gaps where kind = 'source' order by from_time`;
  const minutes = await sql<{ state: string; n: number }[]>`
    select coalesce(state, 'early') as state, count(*)::int as n
      from generate_series((select date_trunc('minute', min(lower(covered))) from masto.v_stream_coverage), now(),
                           interval '1 minute') as minute
      left join masto.window_completeness(now() - interval '1 day', now()) on window_start = minute
     group by 1`;
  return {
    gaps: [...gaps],
    minutes: Object.fromEntries(minutes.map(({ state, n }) => [state, n])),
  };
}

/** The books of what was missed, as lines of text. */
export function describeMissed({ gaps, minutes }: Missed): string[] {
  const clock = (at: string) => new Date(at).toISOString().slice(11, 19);
  const n = (state: string) => count(minutes[state] ?? 0);
  const recovered = gaps.reduce((sum, gap) => sum + gap.recovered, 0);
  return [
    `Interruptions of the stream: ${
      count(gaps.length)
    }. Posts that were missed and read again by REST: ${count(recovered)}.`,
    ...gaps.map((gap) => {
      const span = `${clock(gap.from)} to ${gap.to === null ? "now" : clock(gap.to)} UTC`;
      return `  ${gap.complete ? "✓" : "✗"} ${span}, ${gap.seconds.toFixed(1)} s: ` +
        `${count(gap.recovered)} posts recovered, ${
          count(gap.rechecked)
        } looked up for edits and deletes ` +
        `(${count(gap.unverified)} not verified), ${gap.complete ? "filled" : "incomplete"}`;
    }),
    `Minutes: ${n("complete")} complete, ${n("filled")} filled, ${n("incomplete")} incomplete, ` +
    `${n("early")} too early to say (that takes a minute after their end).`,
    "",
  ];
}
