/**
 * SQL: a fingerprint of the applied offsets of all topics, which differs after each batch. The offsets commit with the
 * batch, so unlike a notification it cannot be lost: a cache of the tables compares it with the one it was made from.
 */
export const APPLIED_STATE = `(
  select md5(coalesce(string_agg(
           concat_ws('/', cluster_id, topic, "partition", next_offset), ','
           order by cluster_id collate "C", topic collate "C", "partition"), ''))
    from masto.stream_offsets)`;
