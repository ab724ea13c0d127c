/**
 * SQL: what of the topics is in the tables, as one short text that differs after each batch. It is read from the offsets
 * that commit with the batch, so it cannot be lost as a notification can: whoever keeps what depends on the tables
 * compares it with the one that they were made from.
 */
export const APPLIED_STATE = `(
  select md5(coalesce(string_agg(
           concat_ws('/', cluster_id, topic, "partition", next_offset), ','
           order by cluster_id collate "C", topic collate "C", "partition"), ''))
    from masto.stream_offsets)`;
