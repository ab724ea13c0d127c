import type { Sql } from "../store/connect.ts";
import type { Score } from "../store/apply/window_deltas.ts";
import { breathe } from "./breathe.ts";
import { type ReadPost, writeScores } from "./write_scores.ts";

export interface ScoreTableOptions {
  /** Judges a text; of one model version. */
  readonly scoreText: (text: string, language: string) => Score;
  /** The version of that model: rows that another one scored are scored again. */
  readonly version: string;
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
}

/** Below every id, also those of statuses whose id is no number: these are 63-bit hashes. */
const BEFORE_ALL = "-1";
const BATCH = 5_000;
/** So many posts are judged at one go, a few ms: what the server answers meanwhile waits, and with it the posts it locked. */
const SLICE = 500;

/**
 * Scores what is new, edited or scored by another model, in batches by id. Each batch is one transaction: a run that is
 * killed leaves whole batches, the next goes on with the rest, and a run with nothing to do changes nothing.
 *
 * Three batches are under way at once: one is read, one judged, one written. `sql` needs two connections for that.
 */
export async function scoreTable(
  sql: Sql,
  options: ScoreTableOptions,
  onProgress: (judged: number) => void = () => {},
): Promise<ScoreTableResult> {
  const { version, signal, batchSize = BATCH } = options;
  const total = { judged: 0, scored: 0 };
  const write = async (posts: readonly ReadPost[], scores: readonly Score[]) => {
    const written = await writeScores(sql, posts, scores);
    total.judged += written.judged;
    total.scored += written.scored;
    onProgress(total.judged);
  };
  let writing = Promise.resolve();
  let reading = readPending(sql, version, { after: BEFORE_ALL, limit: batchSize });
  while (true) {
    const page = await reading;
    const last = page.at(-1);
    if (last === undefined) break;
    // The next page is read while this one is judged and written: it lies past it.
    reading = readPending(sql, version, { after: last.id, limit: batchSize });
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
  for (const { text, lang } of page) {
    scores.push(scoreText(text, lang));
    if (scores.length % SLICE !== 0) continue;
    await breathe();
    signal?.throwIfAborted();
  }
  return scores;
}

/**
 * Keyset paging: the position is the last id, so that nothing is read twice and no row is counted off. The join says it
 * too: from the posts' position alone the planner does not see that it may begin there in the scores.
 */
async function readPending(
  sql: Sql,
  version: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<Pending[]> {
  return await sql<Pending[]>`
    select r.id::text as id, r.lang, r.content_txt as text, r.content_version as "contentVersion",
           floor(date_part('epoch', r.created_at) / 60)::int as minute
      from masto.toots_raw r
      left join masto.toot_scores s on s.id = r.id and s.id > ${after}::bigint
     where r.id > ${after}::bigint
       and (s.id is null or s.model <> ${version} or s.content_version <> r.content_version)
     order by r.id
     limit ${limit}`;
}
