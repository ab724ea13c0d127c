-- What makes two hashtags one, as on Mastodon: width and ligatures (NFKC), case, and accents of Latin letters
-- (app/lib/hashtag_normalizer.rb and ascii_folding.rb there); what nobody sees is left out. The same as foldHashtag of
-- core/post/hashtag.ts. Everything that groups, counts, filters or compares hashtags asks one of the two.
do $do$
declare
  -- Unicode's rules where the server has them, else its own locale's.
  icu text := case when exists (select from pg_collation where collname = 'und-x-icu') then ' collate "und-x-icu"' else '' end;
  -- Letters with accents, a sigma at the end of a word, and what each becomes.
  accents text :=
    'àáâãäåāăąçćĉċčðďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĸĺļľł'
    'ñńņňŋòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž'
    'ς';
  plain text :=
    'aaaaaaaaacccccdddeeeeeeeeegggghhiiiiiiiiijkkllll'
    'nnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz'
    'σ';
  -- Capitals that older versions of ICU do not know.
  capitals text :=
    'ᲉᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶ'
    'ᲷᲸᲹᲺᲽᲾᲿⰯꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟋꟌꟐꟖꟘꟚꟜꟵ𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽'
    '𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐵐𐵑𐵒𐵓𐵔𐵕𐵖𐵗𐵘𐵙𐵚𐵛𐵜𐵝𐵞𐵟𐵠𐵡'
    '𐵢𐵣𐵤𐵥𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟';
  small text :=
    'ᲊაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶ'
    'ჷჸჹჺჽჾჿⱟꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊɤꟍꟑꟗꟙꟛƛꟶ𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣𐖤'
    '𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻𐖼𐵰𐵱𐵲𐵳𐵴𐵵𐵶𐵷𐵸𐵹𐵺𐵻𐵼𐵽𐵾𐵿𐶀𐶁'
    '𐶂𐶃𐶄𐶅𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭𖹮𖹯𖹰𖹱𖹲𖹳𖹴𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿';
  -- Soft hyphens, zero-width characters, marks of direction and variation, the dot that İ leaves.
  unseen text := U&'\00AD\0307\034F\061C\180B\180C\180D\180E\180F\200B\200D\200E\200F\202A\202B\202C'
    '\202D\202E\2060\2061\2062\2063\2064\2065\2066\2067\2068\2069\206A\206B\206C\206D'
    '\206E\206F\FE00\FE01\FE02\FE03\FE04\FE05\FE06\FE07\FE08\FE09\FE0A\FE0B\FE0C\FE0D'
    '\FE0E\FE0F\FEFF';
  -- What may be, or become, one of the accents, and one of the other two, by ranges of characters.
  maybe_accents text :=
    '\u00c0-\u017f\u01c4-\u01c6\u0300-\u0345\u0370-\u03ff\u1d51\u1d9e\u2100-\u214f\U00010795\U000107a2'
    '\U0001d6a4\U0001d6a8-\U0001d7cb';
  maybe_rare text :=
    '\u00ad\u0130\u02d9\u0307\u034f\u061c\u180b-\u180f\u1c80-\u1cbf\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\u2c2f'
    '\ua7b8-\ua7ff\ufe00-\ufe0f\ufeff\U00010570-\U00010595\U00010d50-\U00010d65\U00016e40-\U00016e5f';
begin
  execute format($format$
    create function masto.fold_hashtag(tag text) returns text
      language sql immutable parallel safe
    as $body$
      select case
        -- Most hashtags are ASCII, for which the long way would cost five times as much.
        when octet_length(tag) = length(tag) then lower(tag collate "C")
        -- translate() takes longer than all the rest: it is asked where there may be something for it.
        when tag collate "C" !~ '[%2$s%3$s]' then lower(normalize(tag, NFKC)%1$s) collate "C"
        when tag collate "C" !~ '[%3$s]' then translate(lower(normalize(tag, NFKC)%1$s) collate "C", %4$L, %5$L)
        else translate(lower(normalize(tag, NFKC)%1$s) collate "C", %6$L, %7$L)
      end
    $body$
  $format$,
  icu, maybe_accents, maybe_rare, accents, plain, accents || capitals || unseen, plain || small);
end
$do$;

-- As before, with the spelling used most.
create or replace function masto.hashtags_between(timestamptz, timestamptz)
  returns table (tag text, posts integer, lang text, people integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
  with used as (
    select r.id, folded.tag as folded, min(t.tag collate "C") as tag, r.lang, r.user_id
      from masto.toots_raw r, unnest(r.hashtags) as t(tag),
           lateral (select masto.fold_hashtag(t.tag) as tag) as folded
     where r.created_at >= $1 and r.created_at < $2 and folded.tag <> ''
     group by r.id, folded.tag
  )
  select left(mode() within group (order by used.tag), 100), count(*)::integer,
         mode() within group (order by used.lang), count(distinct used.user_id)::integer
    from used
   group by used.folded
  having count(distinct used.user_id) >= masto.min_people()
   order by 2 desc
   limit 20000
$$;

-- As before; the name of a hashtag is the folded one.
create or replace function masto.hashtag_history(timestamptz, timestamptz, timestamptz, interval)
  returns table (tag text, step integer, posts integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
  with used as materialized (
    select r.id, r.created_at, r.user_id, masto.fold_hashtag(t.tag) as tag
      from masto.toots_raw r, unnest(r.hashtags) as t(tag)
     where r.created_at >= $1 and r.created_at < $2
  ), shared as (
    select used.tag
      from used
     where used.created_at >= $3 and used.tag <> ''
     group by 1
    having count(distinct used.user_id) >= masto.min_people()
  )
  select left(used.tag, 100), floor(extract(epoch from used.created_at - $1) / extract(epoch from $4))::integer,
         count(distinct used.id)::integer
    from used join shared using (tag)
   group by 1, 2
$$;

-- The next batch counts hashtags anew although no post has changed.
update masto.batch_run set changes = -1;
