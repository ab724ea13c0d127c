import type { Sql } from "../postgres/connect.ts";
import type { IdRange } from "./pending_posts.ts";
import type { ShownWith } from "./judged_text.ts";
import type { Score } from "../windows/window_deltas.ts";
import { yieldToEventLoop } from "../base/yield_to_event_loop.ts";
import { type ReadPost, writeScores } from "./write_scores.ts";

export interface ScoreTableOptions {
  /** Opens what scores texts with one version of a model. Called once there are posts to score. */
  readonly scorer: () => ScoreText | Promise<ScoreText>;
  /** The version of that model: rows scored by another version are scored again. */
  readonly version: string;
  /** The end of the table to begin at; `oldest` if absent. */
  readonly from?: "oldest" | "newest" | undefined;
  /** Only these posts; all if absent. */
  readonly range?: IdRange | undefined;
  /** Posts in one transaction. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal | undefined;
}

type ScoreText = (text: string, language: string, shown: ShownWith) => Score;

export interface ScoreTableResult {
  /** Posts that were processed and written, and how many of them have a score. */
  readonly judged: number;
  readonly scored: number;
}

/** A post without a score of this model for this version of its text. */
interface Pending extends ReadPost {
  readonly text: string;
  readonly html: string | null;
  readonly spoiler: string;
  readonly poll: string | null;
}

const BATCH_SIZE = 2_000;
/** Posts scored before yielding, a few ms: meanwhile the server's responses wait, and with them the rows that are locked. */
const YIELD_INTERVAL = 500;

/**
 * Scores posts that are new, edited or scored by another model, in batches by id. Each batch is one transaction: a killed run
 * leaves whole batches, the next run does the rest, and a run with nothing to do changes nothing.
 *
 * Pipelined: one batch is read while another is scored and a third written. `sql` needs two connections for that. Two runs
 * may start from opposite ends of the table; they end when no unscored post is left.
 */
export async function scoreTable(
  sql: Sql,
  options: ScoreTableOptions,
  onProgress: (judged: number) => void = () => {},
): Promise<ScoreTableResult> {
  const { version, signal, batchSize = BATCH_SIZE } = options;
  const newest = options.from === "newest";
  const total = { judged: 0, scored: 0 };
  const write = async (posts: readonly ReadPost[], scores: readonly Score[]) => {
    const written = await writeScores(sql, posts, scores);
    total.judged += written.judged;
    total.scored += written.scored;
    onProgress(total.judged);
  };
  let writing = Promise.resolve();
  const read = (range: IdRange) => readPending(sql, range, { version, limit: batchSize, newest });
  let range = options.range ?? ALL_IDS;
  let reading = read(range);
  while (true) {
    const page = await reading;
    if (page.length === 0) break;
    // Read the next page, which starts past this one, while this one is scored and written.
    range = beyond(range, page, newest);
    reading = read(range);
    reading.catch(() => {}); // rethrown where it is awaited; an error of the write may come first
    const scores = await scoreAll(page, options);
    await writing;
    signal?.throwIfAborted();
    writing = write(page, scores);
    writing.catch(() => {});
  }
  await writing;
  return total;
}

async function scoreAll(
  page: readonly Pending[],
  { scorer, signal }: ScoreTableOptions,
): Promise<Score[]> {
  const scoreText = await scorer();
  const scores: Score[] = [];
  for (const { text, lang, html, spoiler, poll } of page) {
    scores.push(scoreText(text, lang, { html: html ?? undefined, spoiler, poll }));
    if (scores.length % YIELD_INTERVAL !== 0) continue;
    await yieldToEventLoop();
    signal?.throwIfAborted();
  }
  return scores;
}

/** All ids, including 63-bit hashes for statuses whose own id is no number. */
const ALL_IDS: IdRange = { low: 0n, high: 2n ** 63n - 1n };

/** The rest of a range after a page of it, whose posts are sorted by rising id. */
function beyond({ low, high }: IdRange, page: readonly Pending[], newest: boolean): IdRange {
  return newest
    ? { low, high: BigInt(page[0]!.id) - 1n }
    : { low: BigInt(page.at(-1)!.id) + 1n, high };
}

/**
 * Keyset pagination by id: no row is read twice or skipped by counting. The range is repeated in the join, because the planner
 * does not infer it for the scores from that of the posts.
 *
 * @returns posts by rising id, from either end of the range
 */
async function readPending(
  sql: Sql,
  { low, high }: IdRange,
  { version, limit, newest }: {
    readonly version: string;
    readonly limit: number;
    readonly newest: boolean;
  },
): Promise<Pending[]> {
  if (low > high) return [];
  const rows = await sql<Pending[]>`
    select r.id::text as id, r.lang, r.content_txt as text, r.content_version as "contentVersion",
           case when r.content_html ~* '<(a|code|pre|math)[ >]' then r.content_html end as html, r.spoiler_text as spoiler,
           r.poll_text as poll,
           floor(date_part('epoch', r.created_at) / 60)::int as minute
      from masto.toots_raw r
      left join masto.toot_scores s on s.id = r.id and s.id between ${low} and ${high}
     where r.id between ${low} and ${high}
       and (s.id is null or s.model <> ${version} or s.content_version <> r.content_version)
     order by r.id ${newest ? sql`desc` : sql`asc`}
     limit ${limit}`;
  return newest ? rows.reverse() : rows;
}
