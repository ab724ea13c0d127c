-- Sentiment by the language that posts were read in, over the posts that are stored: how many have a score, how sure it is,
-- and why others have none. avg_sureness: of the posts called positive or negative, the mean probability of that side.
create view masto.v_sentiment_by_language as
  select coalesce(lang_read, 'und') as lang,
         count(*) as toots_count,
         count(prob_pos) as n_scored,
         count(*) filter (where label = 1) as n_pos,
         count(*) filter (where label = 0) as n_neu,
         count(*) filter (where label = -1) as n_neg,
         (avg(prob_pos) / 1e6)::double precision as avg_prob_pos,
         (avg(greatest(prob_pos, 1000000 - prob_pos)) filter (where label <> 0) / 1e6)::double precision as avg_sureness,
         count(*) filter (where reason = 'language') as n_language,
         count(*) filter (where reason = 'no_known_token') as n_no_known_token,
         count(*) filter (where reason = 'only_links_or_mentions') as n_only_links_or_mentions,
         count(*) filter (where reason = 'empty') as n_empty
    from masto.toot_scores
   group by 1;
