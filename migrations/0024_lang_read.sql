-- The language that a post was read in when it was scored: the declared one, or another that its words or script say.
alter table masto.toot_scores add column lang_read text;

create or replace view masto.toots_sentiment as
  select r.id, r.created_at, r.lang, r.content_txt as text,
         case when s.prob_pos >= 500000 then 1 when s.prob_pos is not null then 0 end as label_bin,
         s.prob_pos / 1e6::double precision as prob_pos,
         case s.label when 1 then 'positive' when -1 then 'negative' when 0 then 'neutral' end as label_str,
         s.reason, s.model, s.lang_read
    from masto.toot_scores s
    join masto.toots_raw r using (id);
