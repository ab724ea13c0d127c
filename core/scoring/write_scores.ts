import { numberArray, textArray } from "../apply/backlog/text_format.ts";
import { type Score, WindowDeltas } from "../windows/window_deltas.ts";
import { writeWindows } from "../apply/writes.ts";
import type { Sql } from "../postgres/connect.ts";
import { announceChange } from "../postgres/change_channel.ts";

/** A post, as it was when its text was read for scoring. */
export interface ReadPost {
  readonly id: string;
  readonly lang: string;
  /** The version of the text that was scored. */
  readonly contentVersion: number;
  /** Start of its window, in minutes since 1970. */
  readonly minute: number;
}

/** PostgreSQL: deadlock detected, serialization failure. */
const RETRYABLE_CODES = new Set(["40P01", "40001"]);
const ATTEMPTS = 5;

/**
 * Writes the scores of a batch and updates the sums of their windows, in one transaction. Skips posts that were edited,
 * deleted or scored since they were read.
 *
 * Locks are taken in the consumer's order: posts by id, then language windows by start and language.
 *
 * @param posts by rising id
 * @param scores one for each post, all of one model version
 * @returns the number of rows written, and of those with a score
 */
export async function writeScores(
  sql: Sql,
  posts: readonly ReadPost[],
  scores: readonly Score[],
): Promise<{ readonly judged: number; readonly scored: number }> {
  for (let attempt = 1;; attempt++) {
    try {
      return await sql.begin((tx) => writeOnce(tx as unknown as Sql, posts, scores));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!RETRYABLE_CODES.has(code) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function writeOnce(sql: Sql, posts: readonly ReadPost[], scores: readonly Score[]) {
  const ids = numberArray(posts.map(({ id }) => id));
  // Sent together and executed in order: the second statement starts after the locks are held, so that it sees the scores
  // that an earlier holder of the locks has written.
  const [moved, stored] = await Promise.all([lockPosts(sql, ids, posts), readStored(sql, ids)]);
  const fresh = new ScoreRows();
  const again = new ScoreRows();
  const windows = new WindowDeltas();
  for (let i = 0; i < posts.length; i++) {
    const post = posts[i]!;
    const score = scores[i]!;
    if (moved.size > 0 && moved.has(post.id)) continue;
    const before = stored.size === 0 ? undefined : stored.get(post.id);
    if (before?.contentVersion === post.contentVersion && before.score.model === score.model) {
      continue;
    }
    (before === undefined ? fresh : again).push(post, score);
    if (before !== undefined) windows.addScore(post, before.score, -1);
    windows.addScore(post, score, 1);
  }
  await Promise.all([
    ...(fresh.ids.length > 0 ? [insertFresh(sql, fresh)] : []),
    ...(again.ids.length > 0 ? [replaceStored(sql, again)] : []),
    ...writeWindows(sql, windows),
    // Last, and in the same transaction: the page shows scores, and no announcement can be lost.
    ...(fresh.ids.length + again.ids.length > 0 ? [announceChange(sql)] : []),
  ]);
  return { judged: fresh.ids.length + again.ids.length, scored: fresh.scored + again.scored };
}

/** Rows of `toot_scores` as columns. */
class ScoreRows {
  readonly ids: string[] = [];
  readonly versions: number[] = [];
  readonly probabilities: (number | "NULL")[] = [];
  readonly labels: (number | "NULL")[] = [];
  readonly reasons: string[] = [];
  readonly languages: string[] = [];
  model = "";
  scored = 0;

  push({ id, contentVersion }: ReadPost, score: Score): void {
    this.ids.push(id);
    this.versions.push(contentVersion);
    this.model = score.model;
    this.languages.push(score.language ?? "");
    if ("label" in score) {
      this.scored++;
      this.probabilities.push(score.probPos);
      this.labels.push(score.label);
      this.reasons.push("");
    } else {
      this.probabilities.push("NULL");
      this.labels.push("NULL");
      this.reasons.push(score.reason);
    }
  }
}

/** Locks the posts by id. @returns the ids of those that were deleted or edited, or moved to another window */
async function lockPosts(
  sql: Sql,
  ids: string,
  posts: readonly ReadPost[],
): Promise<ReadonlySet<string>> {
  const rows = await sql<{ id: string }[]>`
    with locked as materialized (
      select id, content_version, floor(date_part('epoch', created_at) / 60)::int as minute
        from masto.toots_raw
       where id = any(${ids}::bigint[])
       order by id
         for update
    )
    select g.id::text
      from unnest(${ids}::bigint[], ${
    numberArray(posts.map(({ contentVersion }) => contentVersion))
  }::int[],
                  ${
    numberArray(posts.map(({ minute }) => minute))
  }::int[]) as g (id, content_version, minute)
      left join locked l using (id, content_version, minute)
     where l.id is null`;
  return new Set(rows.map(({ id }) => id));
}

interface StoredScore {
  readonly contentVersion: number;
  readonly score: Score;
}

interface StoredRow {
  readonly id: string;
  readonly contentVersion: number;
  readonly probPos: number | null;
  readonly label: -1 | 0 | 1 | null;
  readonly model: string;
  readonly reason: string | null;
}

async function readStored(sql: Sql, ids: string): Promise<ReadonlyMap<string, StoredScore>> {
  const rows = await sql<StoredRow[]>`
    select id::text as id, content_version as "contentVersion", prob_pos as "probPos", label, model, reason
      from masto.toot_scores
     where id = any(${ids}::bigint[])`;
  return new Map(rows.map(({ id, contentVersion, probPos, label, model, reason }) => [
    id,
    {
      contentVersion,
      score: probPos === null || label === null
        ? { reason: reason ?? "", model }
        : { label, probPos, model },
    },
  ]));
}

/** Inserts scores of posts that have none. `on conflict` would double the cost, and the locks on the posts rule conflicts out. */
function insertFresh(sql: Sql, rows: ScoreRows): Promise<unknown> {
  return sql`
    insert into masto.toot_scores (id, content_version, prob_pos, label, model, reason, lang_read)
    select g.id, g.content_version, g.prob_pos, g.label, ${rows.model}, nullif(g.reason, ''), nullif(g.lang_read, '')
      from ${unnested(sql, rows)}`.execute();
}

function replaceStored(sql: Sql, rows: ScoreRows): Promise<unknown> {
  return sql`
    update masto.toot_scores s
       set content_version = g.content_version, prob_pos = g.prob_pos, label = g.label, model = ${rows.model},
           reason = nullif(g.reason, ''), lang_read = nullif(g.lang_read, '')
      from ${unnested(sql, rows)}
     where s.id = g.id`.execute();
}

function unnested(
  sql: Sql,
  { ids, versions, probabilities, labels, reasons, languages }: ScoreRows,
) {
  return sql`
    unnest(${numberArray(ids)}::bigint[], ${numberArray(versions)}::int[], ${
    numberArray(probabilities)
  }::int[],
           ${numberArray(labels)}::smallint[], ${textArray(reasons)}::text[],
           ${textArray(languages)}::text[])
      as g (id, content_version, prob_pos, label, reason, lang_read)`;
}
