import assert from "node:assert/strict";
import type { Score } from "../../core/windows/window_deltas.ts";
import type { Sql } from "../../core/postgres/connect.ts";

/** Compares every score with a new one of the stored text, and the sums of the windows with a recount. */
export async function assertScores(
  sql: Sql,
  scoreText: (text: string, language: string) => Score,
): Promise<void> {
  const rows = await sql<Row[]>`
    select r.id::text as id, r.content_txt as text, r.lang, s.content_version = r.content_version as current,
           s.prob_pos as "probPos", s.label, s.reason, s.model
      from masto.toots_raw r
      full join masto.toot_scores s using (id)
     order by 1`;
  for (const { id, text, lang, current, ...stored } of rows) {
    assert.ok(text !== null && lang !== null, `a score without a post: ${id}`);
    assert.equal(current, true, `post ${id} has a score of its stored version`);
    assert.deepEqual({ ...stored }, columns(scoreText(text, lang)));
  }
  const wrong = await sql`
    with recount as (
      select date_bin('1 minute', r.created_at, 'epoch') as window_start, r.lang, count(*) as toots,
             count(*) filter (where s.label = 1) as pos, count(*) filter (where s.label = -1) as neg,
             count(*) filter (where s.label = 0) as neu, count(*) filter (where s.label is null) as unscored,
             coalesce(sum(s.prob_pos), 0) as prob
        from masto.toots_raw r join masto.toot_scores s using (id)
       group by 1, 2)
    select to_json(w) as window, to_json(c) as recount
      from masto.toot_metrics_windowed w full join recount c using (window_start, lang)
     where (w.toots_count, w.n_pos, w.n_neg, w.n_neu, w.n_unscored, w.prob_pos_sum)
           is distinct from (c.toots, c.pos, c.neg, c.neu, c.unscored, c.prob)`;
  assert.deepEqual([...wrong], []);
}

interface Row {
  readonly id: string;
  readonly text: string | null;
  readonly lang: string | null;
  readonly current: boolean | null;
  readonly probPos: number | null;
  readonly label: number | null;
  readonly reason: string | null;
  readonly model: string;
}

function columns(score: Score) {
  return "label" in score
    ? { probPos: score.probPos, label: score.label, reason: null, model: score.model }
    : { probPos: null, label: null, reason: score.reason, model: score.model };
}
