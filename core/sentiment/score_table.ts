import type { Sql } from "../store/connect.ts";
import { numberArray, textArray } from "../store/apply/text_format.ts";
import type { Score as StoredScore } from "../store/apply/window_deltas.ts";

export interface ScoreTableOptions {
  /** Judges a text; of one model version. */
  readonly scoreText: (text: string, language: string) => StoredScore;
  /** The version of that model: rows that another one scored are scored again. */
  readonly version: string;
  /** Posts in one transaction. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ScoreTableResult {
  /** Posts judged, and how many of them have a score now. */
  readonly judged: number;
  readonly scored: number;
}

interface Pending {
  readonly id: bigint;
  readonly lang: string;
  readonly text: string;
  readonly version: number;
}

const BATCH = 5000;
/** PostgreSQL: deadlock detected, serialization failure. */
const AGAIN = new Set(["40P01", "40001"]);

/**
 * Scores what is new, edited or scored by another model, in batches by id. Each batch is one transaction: a run that is
 * killed leaves whole batches, the next goes on with the rest, and a run with nothing to do changes nothing.
 */
export async function scoreTable(
  sql: Sql,
  options: ScoreTableOptions,
  onProgress: (judged: number) => void = () => {},
): Promise<ScoreTableResult> {
  const size = options.batchSize ?? BATCH;
  let judged = 0;
  let scored = 0;
  let next = readPending(sql, options.version, null, size);
  while (true) {
    const batch = await next;
    options.signal?.throwIfAborted();
    const last = batch.at(-1);
    if (last === undefined) return { judged, scored };
    // The next page is read while this one is scored and written: it lies past it.
    next = readPending(sql, options.version, last.id, size);
    next.catch(() => {}); // heard where it is awaited; an error of the write may come first
    const scores = batch.map(({ text, lang }) => options.scoreText(text, lang));
    await write(sql, batch, scores, options.version);
    judged += batch.length;
    for (const score of scores) if ("label" in score) scored++;
    onProgress(judged);
  }
}

/** Keyset paging: the position is the last id, so that nothing is read twice and no row is counted off. */
async function readPending(
  sql: Sql,
  version: string,
  after: bigint | null,
  size: number,
): Promise<Pending[]> {
  return await sql<Pending[]>`
    select r.id, r.lang, r.content_txt as text, r.content_version as version
      from masto.toots_raw r
      left join masto.toot_scores s on s.id = r.id
     where (${after === null}::boolean or r.id > ${String(after ?? 0)}::bigint)
       and (s.id is null or s.model <> ${version} or s.content_version <> r.content_version)
     order by r.id
     limit ${size}`;
}

async function write(
  sql: Sql,
  batch: readonly Pending[],
  scores: readonly StoredScore[],
  version: string,
): Promise<void> {
  for (let attempt = 1;; attempt++) {
    try {
      return await writeOnce(sql, batch, scores, version);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!AGAIN.has(code) || attempt === 5) throw error;
    }
  }
}

/**
 * Locks in the order that the consumer locks in: posts by id, then language windows by start and language. A score is
 * written only if the text version it was made from is still the stored one: an edit or a delete that came first wins.
 */
async function writeOnce(
  sql: Sql,
  batch: readonly Pending[],
  scores: readonly StoredScore[],
  version: string,
): Promise<void> {
  const ids = numberArray(batch.map(({ id }) => String(id)));
  const probabilities = numberArray(scores.map((s) => "label" in s ? s.probPos : "NULL"));
  const labels = numberArray(scores.map((s) => "label" in s ? s.label : "NULL"));
  const reasons = textArray(scores.map((s) => "label" in s ? "" : s.reason));
  await sql.begin(async (tx) => {
    await tx`
      select 1 from masto.toots_raw where id = any(${ids}::bigint[]) order by id for update`;
    await tx`
      select 1
        from masto.toot_metrics_windowed w
       where (w.window_start, w.lang) in (
             select date_bin('1 minute', r.created_at, 'epoch'), r.lang
               from masto.toots_raw r where r.id = any(${ids}::bigint[]))
       order by w.window_start, w.lang
         for update`;
    await tx`
      with given as (
        select * from unnest(
          ${ids}::bigint[], ${numberArray(batch.map((post) => post.version))}::int[],
          ${probabilities}::int[], ${labels}::smallint[], ${reasons}::text[]
        ) as g (id, content_version, prob_pos, label, reason)
      ), changed as (
        select g.id, g.content_version, g.prob_pos, g.label, nullif(g.reason, '') as reason,
               r.created_at, r.lang,
               s.id is not null as had, s.label as old_label, s.prob_pos as old_prob
          from given g
          join masto.toots_raw r on r.id = g.id and r.content_version = g.content_version
          left join masto.toot_scores s on s.id = g.id
         where s.id is null or s.model <> ${version} or s.content_version <> g.content_version
      ), stored as (
        insert into masto.toot_scores (id, content_version, prob_pos, label, model, reason)
        select id, content_version, prob_pos, label, ${version}, reason from changed
        on conflict (id) do update set
          content_version = excluded.content_version, prob_pos = excluded.prob_pos,
          label = excluded.label, model = excluded.model, reason = excluded.reason
      ), deltas as (
        select date_bin('1 minute', created_at, 'epoch') as window_start, lang,
               count(*) filter (where label = 1)  - count(*) filter (where old_label = 1)  as pos,
               count(*) filter (where label = -1) - count(*) filter (where old_label = -1) as neg,
               count(*) filter (where label = 0)  - count(*) filter (where old_label = 0)  as neu,
               count(*) filter (where label is null)
                 - count(*) filter (where had and old_label is null) as unscored,
               coalesce(sum(prob_pos), 0) - coalesce(sum(old_prob), 0) as prob
          from changed
         group by 1, 2
      )
      update masto.toot_metrics_windowed w
         set n_pos = w.n_pos + d.pos, n_neg = w.n_neg + d.neg, n_neu = w.n_neu + d.neu,
             n_unscored = w.n_unscored + d.unscored, prob_pos_sum = w.prob_pos_sum + d.prob
        from deltas d
       where w.window_start = d.window_start and w.lang = d.lang`;
  });
}
