-- Posts that a page or a report is filtered to: by hashtag, by their authors' server, by language. The first is for the owner
-- and for the other two, which readers may call: these return counts only, and none of a selection of fewer people than
-- masto.min_people(). Within a selection its steps have no such minimum, as windows have none. Times are [since, until);
-- null leaves nothing out.
--
-- To change one, rename this file to the next free number of the migrations: see core/postgres/migrations.ts.

-- Without settings of its own, so that PostgreSQL plans it as part of the statement that calls it.
drop function if exists masto.selected_posts(timestamptz, timestamptz, text, text, text[]);
create function masto.selected_posts(
    since timestamptz, until timestamptz, hashtag text, server text, langs text[])
  returns table (id bigint, created_at timestamptz, lang text, user_id text, server text, hashtags text[], content_len integer,
                 late boolean, attachment_count integer, described_count integer)
  language sql stable
as $$
  select r.id, r.created_at, r.lang, r.user_id, coalesce(nullif(split_part(r.username, '@', 2), ''), r.instance), r.hashtags,
         r.content_len, r.late, r.attachment_count, r.described_count
    from masto.toots_raw r,
         -- Once, and not for every post: folding a hashtag costs more than all the rest.
         (select lower($4) as server,
                 case when $3 is not null then array(
                   select used.tag
                     from (select distinct t.tag from masto.toots_raw p, unnest(p.hashtags) as t (tag)
                            where p.created_at >= $1 and p.created_at < $2 offset 0) as used
                    where masto.fold_hashtag(used.tag) = masto.fold_hashtag(ltrim($3, '#＃'))
                 ) end as spellings
          offset 0) as wanted
   where r.created_at >= $1 and r.created_at < $2
     and ($5 is null or r.lang = any ($5))
     and (wanted.server is null
          or lower(coalesce(nullif(split_part(r.username, '@', 2), ''), r.instance)) = wanted.server)
     and (wanted.spellings is null or r.hashtags && wanted.spellings)
$$;

-- The next two plan their statement anew each time, for the values at hand: a plan for any values takes ten times as long.

-- The selection in steps of so many minutes, by language; `start` in minutes since 1970. Languages of too few people are
-- summed up as `mul`, several languages. `people`: of the whole selection.
create or replace function masto.selected_steps(
    since timestamptz, until timestamptz, step integer, hashtag text, server text, langs text[])
  returns table (start integer, lang text, posts bigint, length_sum bigint, late bigint, n_pos bigint, n_neg bigint,
                 n_neu bigint, n_unscored bigint, prob_pos_sum bigint, people bigint)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
begin
  return query execute $statement$
    with chosen as materialized (
      select s.id, floor(extract(epoch from s.created_at) / 60 / $3)::integer * $3 as start, s.lang, s.user_id,
             s.content_len, s.late, score.label, score.reason, score.prob_pos
        from masto.selected_posts($1, $2, $4, $5, $6) as s left join masto.toot_scores score using (id)
    ), shared as materialized (
      -- Materialized: where the planner takes the selection for one row, it would count all of it again for each of its rows.
      select chosen.lang from chosen group by chosen.lang having count(distinct chosen.user_id) >= masto.min_people()
    ), everyone as materialized (
      select count(distinct chosen.user_id) as people from chosen
    )
    select c.start, coalesce(shared.lang, 'mul'), count(*), sum(c.content_len), count(*) filter (where c.late),
           count(*) filter (where c.label = 1), count(*) filter (where c.label = -1), count(*) filter (where c.label = 0),
           count(*) filter (where c.reason is not null), coalesce(sum(c.prob_pos), 0)::bigint, everyone.people
      from everyone, chosen c
      left join shared using (lang)
     where everyone.people >= masto.min_people()
     group by 1, 2, everyone.people
  $statement$ using $1, $2, $3, $4, $5, $6;
end
$$;

-- What the selection is made of: its languages, its authors' servers and its hashtags, with their posts and people. Of each
-- kind the fifty used most, and none of too few people.
create or replace function masto.selected_names(
    since timestamptz, until timestamptz, hashtag text, server text, langs text[])
  returns table (kind text, name text, posts bigint, people bigint)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
begin
  return query execute $statement$
    with chosen as materialized (
      select s.id, s.lang, s.user_id, s.server, s.hashtags from masto.selected_posts($1, $2, $3, $4, $5) as s
    ), used as materialized (
      select c.id, c.user_id, t.tag collate "C" as tag from chosen c, unnest(c.hashtags) as t (tag)
    ), spelled as materialized (
      select u.tag, masto.fold_hashtag(u.tag) as folded, u.posts from (select used.tag, count(*) as posts from used group by 1) as u
    ), counted as (
      select 'language' as kind, c.lang as name, c.user_id, count(*) as posts from chosen c group by 2, 3
      union all
      select 'server', c.server, c.user_id, count(*) from chosen c group by 2, 3
      union all
      -- A post counts once for a hashtag that it spells in two ways.
      select 'hashtag', once.folded, once.user_id, count(*)
        from (select distinct u.id, u.user_id, spelled.folded from used u join spelled using (tag)) as once
       where once.folded <> ''
       group by 2, 3
    ), named as (
      select c.kind, c.name, sum(c.posts)::bigint as posts, count(*) as people
        from counted c group by 1, 2 having count(*) >= masto.min_people()
    ), ranked as (
      select n.*, row_number() over (partition by n.kind order by n.posts desc, n.name) as place
        from named n
    )
    select r.kind,
           case r.kind when 'hashtag' then left(
             (select s.tag from spelled s where s.folded = r.name order by s.posts desc, s.tag limit 1), 100) else r.name end,
           r.posts, r.people
      from ranked r where r.place <= 50 order by r.kind, r.place
  $statement$ using $1, $2, $3, $4, $5;
end
$$;
