-- Posts that a page or a report is filtered to: by hashtag, by their authors' server, by language. The first two are for the
-- owner and for the others, which readers may call: these return counts only, and none of a selection of fewer people than
-- masto.min_people(). Times are [since, until); null leaves nothing out.
--
-- To change one, rename this file to the next free number of the migrations: see core/postgres/migrations.ts.

-- Sites that a post links to; links to people and hashtags are none. HTML as servers write it: in lower case, attributes in "".
-- A set, which PostgreSQL plans as part of the statement that asks for it: a call for each post would cost ten times as much.
drop function if exists masto.sites_of(text);
create function masto.sites_of(html text) returns table (site text)
  language sql immutable parallel safe
as $$
  select distinct case when left(host.name, 4) = 'www.' then substr(host.name, 5) else host.name end
    from (select split_part(after.text, '>', 1) as attributes
            from unnest(string_to_array(html, '<a ')) with ordinality as after (text, place)
           where after.place > 1) as link,
         lateral (select split_part(split_part(link.attributes, 'href="', 2), '"', 1) as url,
                         split_part(split_part(link.attributes, 'class="', 2), '"', 1) as class offset 0) as of,
         lateral (select lower(split_part(split_part(split_part(split_part(split_part(split_part(
                    of.url, '://', 2), '/', 1), '?', 1), '#', 1), '@', -1), ':', 1)) as name offset 0) as host
   where (left(of.url, 8) = 'https://' or left(of.url, 7) = 'http://') and host.name <> ''
     and position('mention' in of.class) = 0 and position('hashtag' in of.class) = 0
$$;

-- Without settings of its own, so that PostgreSQL plans it as part of the statement that calls it.
drop function if exists masto.selected_posts(timestamptz, timestamptz, text, text, text[]);
create function masto.selected_posts(
    since timestamptz, until timestamptz, hashtag text, server text, langs text[])
  returns table (id bigint, created_at timestamptz, lang text, user_id text, server text, hashtags text[], content_len integer,
                 late boolean, attachment_count integer, described_count integer, content_html text)
  language sql stable
as $$
  select r.id, r.created_at, r.lang, r.user_id, coalesce(nullif(split_part(r.username, '@', 2), ''), r.instance), r.hashtags,
         r.content_len, r.late, r.attachment_count, r.described_count, r.content_html
    from masto.toots_raw r
   where r.created_at >= $1 and r.created_at < $2
     and ($5 is null or r.lang = any ($5))
     and ($4 is null or lower(coalesce(nullif(split_part(r.username, '@', 2), ''), r.instance)) = lower($4))
     -- The spellings are looked for once, and not for every post: folding a hashtag costs more than all the rest.
     and ($3 is null or r.hashtags && array(
           select used.tag
             from (select distinct t.tag from masto.toots_raw p, unnest(p.hashtags) as t (tag)
                    where p.created_at >= $1 and p.created_at < $2 and p.hashtags <> '{}' offset 0) as used
            where masto.fold_hashtag(used.tag) = masto.fold_hashtag(ltrim($3, '#＃'))))
$$;

-- Everything that is counted of a selection, in one reading of its posts; `parts` says what is wanted:
--
--   steps     by step (minutes since 1970) and language; people: of the whole selection
--   read      by the language that each post was read in, or that it states while it waits for its score
--   media     by language: posts of which the attachments are known
--   language, server, hashtag: the fifty used most; domain: all sites linked to
--
-- sums: 1 length, 2 late, 3 positive, 4 negative, 5 neutral, 6 without a score, 7 prob_pos, 8 sureness (of posts called
-- positive or negative, the probability of that side; both in millionths), without a score 9 for their language, 10 for no
-- known token, 11 for only links or mentions, 12 for being empty, 13 posts with media, 14 attachments, 15 of these described.
--
-- It plans its statement anew each time, for the values at hand: a plan for any values takes ten times as long.
create or replace function masto.selected(
    since timestamptz, until timestamptz, step integer, hashtag text, server text, langs text[], parts text[])
  returns table (part text, name text, start integer, posts bigint, people bigint, sums bigint[])
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
begin
  return query execute format($statement$
    with chosen as %s (
      select s.id, s.created_at, s.lang, s.user_id, s.server, s.hashtags, s.content_len, s.late, s.attachment_count,
             s.described_count, coalesce(score.lang_read, s.lang) as read, score.label, score.reason, score.prob_pos,
             case when 'domain' = any ($7) and position('<a ' in s.content_html) > 0
                  then array(select of.site from masto.sites_of(s.content_html) as of) end as sites
        from masto.selected_posts($1, $2, $4, $5, $6) as s
        left join masto.toot_scores score on score.id = s.id and $7 && '{steps,read}'
    ), authors as materialized (
      select case when 'steps' = any ($7) then floor(date_part('epoch', c.created_at) / 60 / $3)::integer * $3 end as start,
             c.lang, c.read, c.server, c.user_id, count(*) as posts, sum(c.content_len) as length,
             count(*) filter (where c.late) as late, count(*) filter (where c.label = 1) as positive,
             count(*) filter (where c.label = -1) as negative, count(*) filter (where c.label = 0) as neutral,
             count(c.reason) as unscored, coalesce(sum(c.prob_pos), 0) as prob_pos,
             coalesce(sum(greatest(c.prob_pos, 1000000 - c.prob_pos)) filter (where c.label <> 0), 0) as sureness,
             count(*) filter (where c.reason = 'language') as other_language,
             count(*) filter (where c.reason = 'no_known_token') as no_known_token,
             count(*) filter (where c.reason = 'only_links_or_mentions') as only_links,
             count(*) filter (where c.reason = 'empty') as empty,
             count(*) filter (where num_nulls(c.attachment_count, c.described_count) = 0) as known,
             count(*) filter (where c.attachment_count > 0 and c.described_count is not null) as with_media,
             coalesce(sum(c.attachment_count) filter (where c.described_count is not null), 0) as attachments,
             coalesce(sum(least(c.described_count, c.attachment_count))
               filter (where num_nulls(c.attachment_count, c.described_count) = 0), 0) as described
        from chosen c
       group by 1, 2, 3, 4, 5
    ), everyone as materialized (
      select count(distinct a.user_id) as people from authors a
    ), by_part as (
      select of.part, of.name, a.*
        from authors a, everyone,
             lateral (values ('steps', a.lang), ('read', a.read), ('media', case when a.known > 0 then a.lang end),
                             ('language', a.lang), ('server', a.server)) as of (part, name)
       where of.part = any ($7) and of.name is not null and everyone.people >= masto.min_people()
    ), persons as materialized (
      select distinct b.part, b.name, b.user_id from by_part b
    ), shown as materialized (
      -- Names of too few people are left out; languages, where they are a part of a whole, are summed up as `mul`, several.
      select p.part, p.name, count(*) as people,
             case when count(*) >= masto.min_people() then p.name when p.part in ('steps', 'read', 'media') then 'mul' end as shown
        from persons p
       group by 1, 2
    ), people as materialized (
      select s.part, s.shown, s.people from shown s where s.shown = s.name and s.name <> 'mul'
      union all
      select p.part, 'mul', count(distinct p.user_id)
        from persons p join shown s using (part, name)
       where s.shown = 'mul'
       group by 1
    ), counted as (
      select b.part, s.shown, case when b.part = 'steps' then b.start end as start,
             sum(case when b.part = 'media' then b.known else b.posts end)::bigint as posts,
             array[sum(b.length), sum(b.late), sum(b.positive), sum(b.negative), sum(b.neutral), sum(b.unscored),
                   sum(b.prob_pos), sum(b.sureness), sum(b.other_language), sum(b.no_known_token), sum(b.only_links),
                   sum(b.empty), sum(b.with_media), sum(b.attachments), sum(b.described)]::bigint[] as sums
        from by_part b join shown s using (part, name)
       where s.shown is not null
       group by 1, 2, 3
    ), used as materialized (
      -- Expanded in the select list, PostgreSQL splits it among its workers and groups by hashing.
      select c.user_id, count(*) as posts, unnest(
               case when cardinality(c.hashtags) < 2 or cardinality(c.hashtags) = 2 and c.hashtags[1] <> c.hashtags[2]
                    then c.hashtags else array(select distinct each.tag from unnest(c.hashtags) as each (tag)) end
             ) collate "C" as name
        from chosen c
       where 'hashtag' = any ($7) and c.hashtags <> '{}'
       group by c.user_id, name
    ), spelled as materialized (
      select u.name, u.posts, masto.fold_hashtag(u.name) as folded
        from (select used.name, sum(used.posts) as posts from used group by 1) as u
    ), variants as materialized (
      -- What is spelled in one way only needs no look at each post.
      select s.name, s.folded from spelled s
       where s.folded in (select several.folded from spelled several group by 1 having count(*) > 1)
    ), twice as (
      -- A post counts once for a hashtag that it spells in two ways.
      select v.folded, each.user_id, count(distinct (each.id, v.name)) - count(distinct each.id) as posts
        from (select c.id, c.user_id, unnest(c.hashtags) collate "C" as name
                from chosen c where 'hashtag' = any ($7) and cardinality(c.hashtags) > 1) as each
        join variants v using (name)
       group by 1, 2
      having count(distinct (each.id, v.name)) > count(distinct each.id)
    ), mentioned as (
      select 'hashtag' as part, s.folded as name, u.user_id, sum(u.posts) - coalesce(min(twice.posts), 0) as posts
        from used u
        join spelled s using (name)
        left join twice on twice.folded = s.folded and twice.user_id = u.user_id
       where s.folded <> ''
       group by 2, 3
      union all
      select 'domain', c.site, c.user_id, count(*)
        from (select chosen.user_id, unnest(chosen.sites) as site from chosen where 'domain' = any ($7)) as c
       group by 2, 3
    ), named as (
      select c.part, c.shown as name, c.start, c.posts, case when c.part = 'steps' then everyone.people else p.people end as people,
             c.sums
        from everyone, counted c join people p using (part, shown)
       where c.part <> 'media' or p.people >= masto.min_people()
      union all
      select m.part, m.name, null, sum(m.posts)::bigint, count(*), null
        from mentioned m
       group by 1, 2
      having count(*) >= masto.min_people()
    ), ranked as (
      select n.*, row_number() over (partition by n.part order by n.posts desc, n.name) as place from named n
    )
    select r.part,
           case r.part when 'hashtag' then left(
             (select s.name from spelled s where s.folded = r.name order by s.posts desc, s.name limit 1), 100) else r.name end,
           r.start, r.posts, r.people, r.sums
      from ranked r
     where r.place <= 50 or r.part not in ('language', 'server', 'hashtag')
     order by r.part, r.start, case when r.part = 'steps' then r.name end, r.place
  $statement$,
  -- What a hashtag or a server selects is little, and is kept; all posts are counted as they are read, by several workers.
  case when $4 is null and $5 is null then 'not materialized' else 'materialized' end)
  using $1, $2, $3, $4, $5, $6, $7;
end
$$;

-- The selection in steps of so many minutes, by language; `start` in minutes since 1970. `people`: of the whole selection.
-- Within a selection its steps have no minimum of people, as windows have none.
create or replace function masto.selected_steps(
    since timestamptz, until timestamptz, step integer, hashtag text, server text, langs text[])
  returns table (start integer, lang text, posts bigint, length_sum bigint, late bigint, n_pos bigint, n_neg bigint,
                 n_neu bigint, n_unscored bigint, prob_pos_sum bigint, people bigint)
  language sql stable
  set search_path = pg_catalog, pg_temp
as $$
  select s.start, s.name, s.posts, s.sums[1], s.sums[2], s.sums[3], s.sums[4], s.sums[5], s.sums[6], s.sums[7], s.people
    from masto.selected($1, $2, $3, $4, $5, $6, '{steps}') as s
$$;

-- What the selection is made of: its languages, its authors' servers and its hashtags, with their posts and people. Of each
-- kind the fifty used most.
create or replace function masto.selected_names(
    since timestamptz, until timestamptz, hashtag text, server text, langs text[])
  returns table (kind text, name text, posts bigint, people bigint)
  language sql stable
  set search_path = pg_catalog, pg_temp
as $$
  select s.part, s.name, s.posts, s.people
    from masto.selected($1, $2, null, $3, $4, $5, '{language,server,hashtag}') as s
$$;

-- Sentiment of the selection by the language that each post was read in. The n_ of posts without a score have the names of
-- their reasons; posts that none of these counts are waiting.
create or replace function masto.selected_sentiment(
    since timestamptz, until timestamptz, hashtag text, server text, langs text[])
  returns table (lang text, posts bigint, n_pos bigint, n_neg bigint, n_neu bigint, sureness_sum bigint, n_language bigint,
                 n_no_known_token bigint, n_only_links_or_mentions bigint, n_empty bigint)
  language sql stable
  set search_path = pg_catalog, pg_temp
as $$
  select s.name, s.posts, s.sums[3], s.sums[4], s.sums[5], s.sums[8], s.sums[9], s.sums[10], s.sums[11], s.sums[12]
    from masto.selected($1, $2, null, $3, $4, $5, '{read}') as s
$$;

-- Posts with pictures, videos or sound, and how many of these attachments have a description (alternative text), by language,
-- most posts first. Posts of which the attachments are not known are not counted in.
create or replace function masto.media_between(
    since timestamptz, until timestamptz, hashtag text default null, server text default null, langs text[] default null)
  returns table (lang text, posts bigint, people bigint, with_media bigint, attachments bigint, described bigint)
  language sql stable
  set search_path = pg_catalog, pg_temp
as $$
  select s.name, s.posts, s.people, s.sums[13], s.sums[14], s.sums[15]
    from masto.selected($1, $2, null, $3, $4, $5, '{media}') as s
$$;

-- Sites that the posts link to, the most posts first; links to people and hashtags are none.
drop function if exists masto.linked_domains(timestamptz, timestamptz);
create or replace function masto.linked_domains(
    since timestamptz, until timestamptz, hashtag text default null, server text default null, langs text[] default null)
  returns table (domain text, posts integer, people integer)
  language sql stable
  set search_path = pg_catalog, pg_temp
as $$
  select s.name, s.posts::integer, s.people::integer
    from masto.selected($1, $2, null, $3, $4, $5, '{domain}') as s
$$;
