import type { Sql } from "../postgres/connect.ts";
import type { IdRange } from "./pending_posts.ts";
import type { Score } from "../windows/window_deltas.ts";
import { yieldToEventLoop } from "../base/yield_to_event_loop.ts";
import { type ReadPost, writeScores } from "./write_scores.ts";

export interface ScoreTableOptions {
  /** Judges a text, which was made from HTML with anchors in it where `html` is given; of one model version. */
  readonly scoreText: (text: string, language: string, html?: string) => Score;
  /** The version of that model: rows that another one scored are scored again. */
  readonly version: string;
  /** Which end of the table it begins at: `oldest` unless said. */
  readonly from?: "oldest" | "newest" | undefined;
  /** Looks at these posts only; at all unless said. */
  readonly range?: IdRange | undefined;
  /** Posts in one transaction. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ScoreTableResult {
  /** Posts judged and written, and how many of them have a score now. */
  readonly judged: number;
  readonly scored: number;
}

/** A post without a score of this model for this version of its text. */
interface Pending extends ReadPost {
  readonly text: string;
  readonly html: string | null;
}

const BATCH = 2_000;
/** So many posts are judged at one go, a few ms: what the server answers meanwhile waits, and with it the posts it locked. */
const SLICE = 500;

/**
 * Scores what is new, edited or scored by another model, in batches by id. Each batch is one transaction: a run that is
 * killed leaves whole batches, the next goes on with the rest, and a run with nothing to do changes nothing.
 *
 * Three batches are under way at once: one is read, one judged, one written. `sql` needs two connections for that. Two
 * runs, one from each end of the table, meet where nothing is left between them.
 */
export async function scoreTable(
  sql: Sql,
  options: ScoreTableOptions,
  onProgress: (judged: number) => void = () => {},
): Promise<ScoreTableResult> {
  const { version, signal, batchSize = BATCH } = options;
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
    // The next page is read while this one is judged and written: it lies past it.
    range = beyond(range, page, newest);
    reading = read(range);
    reading.catch(() => {}); // heard where it is awaited; an error of the write may come first
    const scores = await judgeAll(page, options);
    await writing;
    signal?.throwIfAborted();
    writing = write(page, scores);
    writing.catch(() => {});
  }
  await writing;
  return total;
}

async function judgeAll(
  page: readonly Pending[],
  { scoreText, signal }: ScoreTableOptions,
): Promise<Score[]> {
  const scores: Score[] = [];
  for (const { text, lang, html } of page) {
    scores.push(scoreText(text, lang, html ?? undefined));
    if (scores.length % SLICE !== 0) continue;
    await yieldToEventLoop();
    signal?.throwIfAborted();
  }
  return scores;
}

/** Every id, also that of a status whose own is no number: a 63-bit hash. */
const ALL_IDS: IdRange = { low: 0n, high: 2n ** 63n - 1n };

/** What is left of a range past a page of it, whose posts stand by rising id. */
function beyond({ low, high }: IdRange, page: readonly Pending[], newest: boolean): IdRange {
  return newest
    ? { low, high: BigInt(page[0]!.id) - 1n }
    : { low: BigInt(page.at(-1)!.id) + 1n, high };
}

/**
 * Keyset paging: the position is an id, so that nothing is read twice and no row is counted off. The join says it too:
 * from the posts' position alone the planner does not see that it may begin there in the scores.
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
           case when strpos(r.content_html, '<a') > 0 or strpos(r.content_html, '<A') > 0 then r.content_html end as html,
           floor(date_part('epoch', r.created_at) / 60)::int as minute
      from masto.toots_raw r
      left join masto.toot_scores s on s.id = r.id and s.id between ${low} and ${high}
     where r.id between ${low} and ${high}
       and (s.id is null or s.model <> ${version} or s.content_version <> r.content_version)
     order by r.id ${newest ? sql`desc` : sql`asc`}
     limit ${limit}`;
  return newest ? rows.reverse() : rows;
}
