-- Sentiment of the posts that a page is filtered to (masto.selected_posts), by the language that each was read in: by the one
-- that it states while it waits for its score. Counts only, for readers. Languages of too few people are summed up as `mul`,
-- several languages; a selection of too few people has no rows. Times are [since, until); null leaves nothing out.
--
-- sureness_sum: of the posts called positive or negative, the sum of the probability of that side, in millionths. The n_ of
-- posts without a score have the names of their reasons; posts that none of these counts are waiting.
--
-- To change it, rename this file to the next free number of the migrations: see core/postgres/migrations.ts.
create or replace function masto.selected_sentiment(
    since timestamptz, until timestamptz, hashtag text, server text, langs text[])
  returns table (lang text, posts bigint, n_pos bigint, n_neg bigint, n_neu bigint, sureness_sum bigint, n_language bigint,
                 n_no_known_token bigint, n_only_links_or_mentions bigint, n_empty bigint)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
begin
  return query execute $statement$
    with chosen as materialized (
      select s.user_id, coalesce(score.lang_read, s.lang) as lang, score.label, score.reason, score.prob_pos
        from masto.selected_posts($1, $2, $3, $4, $5) as s left join masto.toot_scores score using (id)
    ), shared as materialized (
      -- Materialized: where the planner takes the selection for one row, it would count all of it again for each of its rows.
      select chosen.lang from chosen group by chosen.lang having count(distinct chosen.user_id) >= masto.min_people()
    ), everyone as materialized (
      select count(distinct chosen.user_id) as people from chosen
    )
    select coalesce(shared.lang, 'mul'), count(*), count(*) filter (where c.label = 1), count(*) filter (where c.label = -1),
           count(*) filter (where c.label = 0),
           coalesce(sum(greatest(c.prob_pos, 1000000 - c.prob_pos)) filter (where c.label <> 0), 0)::bigint,
           count(*) filter (where c.reason = 'language'), count(*) filter (where c.reason = 'no_known_token'),
           count(*) filter (where c.reason = 'only_links_or_mentions'), count(*) filter (where c.reason = 'empty')
      from everyone, chosen c
      left join shared using (lang)
     where everyone.people >= masto.min_people()
     group by 1
  $statement$ using $1, $2, $3, $4, $5;
end
$$;
