-- How the head of each language confuses the classes, on rows that people labelled and it had not learned from. Scorers write
-- it from the manifest of the model that they score with. confusion: nine shares, as labelled (negative, neutral, positive) ×
-- as called; each three add up to 1.
create table masto.sentiment_heads (
  lang      text               primary key,
  confusion double precision[] not null check (cardinality(confusion) = 9)
);
