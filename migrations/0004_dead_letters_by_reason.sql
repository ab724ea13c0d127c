-- How many dead letters of the last day there are, by reason: for readers who may not see what is in them.
create view masto.v_dead_letters_by_reason as
  select reason, count(*)::integer as n
    from masto.dead_letters
   where at > now() - interval '24 hours'
   group by reason;
