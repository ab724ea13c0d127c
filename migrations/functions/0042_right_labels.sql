-- Of posts that were read in a language and called negative, neutral and positive: how many of those called negative or positive
-- are expected to be so; null for a language of whose head it is not known how it errs. Readers may call it.
--
-- The most likely shares of the classes among these posts, given what they are called and how the head confuses classes
-- (masto.sentiment_heads), by expectation maximisation; then, of each label, the share that is right where classes have these
-- shares. A few posts say little of their classes: fifty more are supposed, with about the shares that were estimated of a
-- public stream.
--
-- To change it, rename this file to the next free number of the migrations: see core/postgres/migrations.ts.
create or replace function masto.right_labels(language text, n_neg bigint, n_neu bigint, n_pos bigint)
  returns double precision
  language plpgsql stable strict security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  confusion constant double precision[] := (select h.confusion from masto.sentiment_heads h where h.lang = language);
  supposed constant double precision := 50;
  stream constant double precision[] := '{0.3, 0.4, 0.3}';
  posts constant double precision := n_neg + n_neu + n_pos + supposed;
  neg double precision := stream[1];
  neu double precision := stream[2];
  pos double precision := stream[3];
  as_neg double precision;
  as_neu double precision;
  as_pos double precision;
  next_neg double precision;
  next_neu double precision;
  next_pos double precision;
begin
  if confusion is null then
    return null;
  end if;
  for round in 1 .. 500 loop
    as_neg := n_neg / (neg * confusion[1] + neu * confusion[4] + pos * confusion[7]);
    as_neu := n_neu / (neg * confusion[2] + neu * confusion[5] + pos * confusion[8]);
    as_pos := n_pos / (neg * confusion[3] + neu * confusion[6] + pos * confusion[9]);
    next_neg := (neg * (confusion[1] * as_neg + confusion[2] * as_neu + confusion[3] * as_pos) + supposed * stream[1]) / posts;
    next_neu := (neu * (confusion[4] * as_neg + confusion[5] * as_neu + confusion[6] * as_pos) + supposed * stream[2]) / posts;
    next_pos := (pos * (confusion[7] * as_neg + confusion[8] * as_neu + confusion[9] * as_pos) + supposed * stream[3]) / posts;
    exit when abs(next_neg - neg) + abs(next_neu - neu) + abs(next_pos - pos) < 1e-6;
    neg := next_neg;
    neu := next_neu;
    pos := next_pos;
  end loop;
  return n_neg * neg * confusion[1] / (neg * confusion[1] + neu * confusion[4] + pos * confusion[7])
       + n_pos * pos * confusion[9] / (neg * confusion[3] + neu * confusion[6] + pos * confusion[9]);
end
$$;
