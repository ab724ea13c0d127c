/**
 * What the reader role may and may not read in the schema `masto`. Every table, view, column and function must be in one of
 * these lists, or a test fails. `reader_role.ts` grants the listed columns one by one, so that a new column or table is
 * not readable before it is added here.
 *
 * Hashtags and servers are readable only if enough people share them: row level security hides the other rows
 * (`masto.min_people()`).
 */

/** Readable columns by relation: aggregates only, no names, no posts. */
export const READABLE: Readonly<Record<string, readonly string[]>> = {
  alerts: ["alert_id", "kind", "key", "title", "at", "sent_at", "is_quiet"],
  batch_avg_len_per_day: ["day", "avg_len"],
  batch_hashtag_by_hour: ["hour", "hashtag", "toots_count", "people"],
  batch_hour_of_week: ["iso_weekday", "hour", "toots_count", "hours_seen"],
  batch_kinds_per_day: [
    ...["day", "toots_count", "bot_count", "thread_count", "hashtag_count", "edited_count"],
    ...["media_known_count", "media_count", "attachment_count", "described_count"],
  ],
  batch_rising_hashtag: [
    ...["hashtag", "recent_count", "past_count", "recent_hours", "past_hours", "expected", "score"],
    "people",
  ],
  batch_run: [
    ...["only_row", "finished_at", "toots_count", "activity_min_toots", "changes"],
    ...["rising_recent_hours", "rising_past_hours", "rising_observed_hours", "applied"],
  ],
  batch_toots_by_lang_per_day: ["day", "lang", "toots_count"],
  batch_toots_by_server_per_day: ["day", "server", "toots_count", "people"],
  batch_toots_per_day: ["day", "toots_count"],
  batch_top_hashtag: ["hashtag", "toots_count", "people"],
  pipeline: ["only_row", "watermark", "sealed_before", "changes", "announced", "out_of_orderness"],
  stream_gaps: [
    ...["gap_id", "kind", "source", "from_offset", "to_offset", "from_time", "to_time", "note"],
    ...["detected_at", "filled_at", "seconds", "why", "posts_recovered", "rechecked"],
    ...["deletes_unverified", "complete"],
  ],
  stream_offsets: [
    ...["cluster_id", "topic", "partition", "next_offset", "last_offset", "last_timestamp"],
    ...["last_checksum", "watermark", "clock_watermark", "end_offset", "heard_at", "updated_at"],
    "stopped",
  ],
  toot_metrics_final: windowColumns(),
  toot_metrics_windowed: windowColumns(),
  v_dead_letters_by_reason: ["reason", "n"],
  v_health: ["part", "state", "since"],
  v_lang_share_per_day: ["day", "lang", "toots_count", "share"],
  v_pipeline_health: [
    ...["cluster_id", "topic", "partition", "next_offset", "end_offset", "lag", "watermark"],
    ...["updated_at", "heard_at", "active", "stopped"],
  ],
  v_stream_coverage: ["instance", "stream", "state", "covered"],
  v_window_completeness: ["window_start", "source", "state"],
  v_sentiment_by_language: [
    ...["lang", "toots_count", "n_scored", "n_pos", "n_neu", "n_neg", "avg_prob_pos"],
    ...["avg_sureness", "n_language", "n_no_known_token", "n_only_links_or_mentions", "n_empty"],
  ],
  v_sentiment_coverage: ["lang", "toots_count", "n_scored", "n_unscored", "n_pending"],
  v_sentiment_daily: [
    ...["day", "n_toosts", "n_pos", "n_neg", "n_neu", "avg_prob_pos", "n_unscored"],
  ],
};

/** Not readable: names and posts, dead letters that were never checked for consent, and what only the owner needs. */
export const PRIVATE: readonly string[] = [
  "batch_active_users",
  "dead_letters",
  "gap_fills",
  "heartbeats",
  "purge_rules",
  "reader_secret",
  "recounts",
  "retention_gaps",
  "schema_migrations",
  "sentiment_heads",
  "stream_coverage",
  "stream_ends",
  "tombstones",
  "toot_scores",
  "toots_raw",
  "toots_sentiment",
  "user_avg_length_final",
  "user_avg_length_windowed",
];

/** Functions that the reader role may call. Those that run with the owner's rights return counts only. */
export const CALLABLE: readonly string[] = [
  "fold_hashtag",
  "hashtag_periods",
  "hashtag_sentiment",
  "hashtag_servers",
  "hashtags_between",
  "sources_read",
  "linked_domains",
  "media_between",
  "min_people",
  "observed_stretches",
  "people_between",
  "right_labels",
  "selected",
  "selected_names",
  "selected_sentiment",
  "selected_steps",
  "sentiment_by_hour",
  "window_completeness",
];

/** Functions that only the owner may call. */
export const NOT_CALLABLE: readonly string[] = [
  "apply_new_posts",
  "selected_posts",
  "sites_of",
];

function windowColumns(): readonly string[] {
  return [
    ...["window_start", "window_end", "lang", "toots_count", "avg_length", "length_sum"],
    ...["late_count", "n_scored", "n_pos", "n_neg", "n_neu", "n_unscored", "prob_pos_sum"],
  ];
}
