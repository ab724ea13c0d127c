-- The servers whose streams the newest thousand posts were read from, most posts first, and the stream that was read last of
-- each: what a page or a picture names as its source. An instance is where a stream was read, not where its authors are.
--
-- To change it, rename this file to the next free number of the migrations: see core/postgres/migrations.ts.
create or replace function masto.sources_read()
  returns table (instance text, stream text, posts integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
  select newest.instance,
         (select c.stream from masto.stream_coverage c where c.instance = newest.instance order by upper(c.covered) desc limit 1),
         count(*)::integer
    from (select r.instance from masto.toots_raw r order by r.id desc limit 1000) as newest
   group by 1
   order by 3 desc, 1
$$;
