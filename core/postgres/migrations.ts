/**
 * The numbered SQL files of `migrations/` and `migrations/functions/`, by number.
 *
 * They are imported as text, so they are part of the module graph: a worker needs no read permission for them, and a
 * compiled binary carries them.
 */
import streamsAndWindows from "../../migrations/0001_streams_and_windows.sql" with { type: "text" };
import batchExtra from "../../migrations/0002_batch_extra.sql" with { type: "text" };
import hashtagsBetween from "../../migrations/0003_hashtags_between.sql" with { type: "text" };
import deadLettersByReason from "../../migrations/0004_dead_letters_by_reason.sql" with {
  type: "text",
};
import firstApplyNewPosts from "../../migrations/0005_apply_new_posts.sql" with { type: "text" };
import withdrawals from "../../migrations/0006_withdrawals.sql" with { type: "text" };
import stoppedPartitions from "../../migrations/0007_stopped_partitions.sql" with { type: "text" };
import finalByTheDatabasesClock from "../../migrations/0008_final_by_the_databases_clock.sql" with {
  type: "text",
};
import relayAfter from "../../migrations/0009_relay_after.sql" with { type: "text" };
import versions from "../../migrations/0010_versions.sql" with { type: "text" };
import enoughPeopleAndPast from "../../migrations/0011_enough_people_and_past.sql" with {
  type: "text",
};
import foldHashtag from "../../migrations/0012_fold_hashtag.sql" with { type: "text" };
import recounts from "../../migrations/0013_recounts.sql" with { type: "text" };
import appliedState from "../../migrations/0014_applied_state.sql" with { type: "text" };
import langRead from "../../migrations/0024_lang_read.sql" with { type: "text" };
import applyNewPosts from "../../migrations/functions/0025_apply_new_posts.sql" with {
  type: "text",
};
import coverage from "../../migrations/0016_coverage.sql" with { type: "text" };
import observedAndRising from "../../migrations/functions/0021_observed_and_rising.sql" with {
  type: "text",
};
import heartbeats from "../../migrations/0018_heartbeats.sql" with { type: "text" };

import sourcesRead from "../../migrations/functions/0019_sources_read.sql" with {
  type: "text",
};
import gapDetection from "../../migrations/0020_gap_detection.sql" with { type: "text" };
import answers from "../../migrations/functions/0039_answers.sql" with { type: "text" };
import attachments from "../../migrations/0032_attachments.sql" with { type: "text" };
import pollText from "../../migrations/0034_poll_text.sql" with { type: "text" };
import alerts from "../../migrations/0023_alerts.sql" with { type: "text" };
import backfilled from "../../migrations/0029_backfilled.sql" with { type: "text" };
import lostAndEnded from "../../migrations/0027_lost_and_ended.sql" with { type: "text" };
import postsInLine from "../../migrations/0044_posts_in_line.sql" with { type: "text" };
import selections from "../../migrations/functions/0043_selections.sql" with { type: "text" };
import sentimentHeads from "../../migrations/0041_sentiment_heads.sql" with { type: "text" };
import rightLabels from "../../migrations/functions/0042_right_labels.sql" with { type: "text" };
import sentimentByLanguage from "../../migrations/0030_sentiment_by_language.sql" with {
  type: "text",
};
import summariesOfTime from "../../migrations/0026_summaries_of_time.sql" with { type: "text" };

/** One forward-only step of the schema. */
export interface Migration {
  /** 1, 2, 3 …, the number its file name starts with. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /**
   * Whether it is a function of `migrations/functions/`. To change one, edit its file and rename it to the next free
   * number: builds that know the number apply it again, and the one with the lower number is no longer needed. A function
   * may use whatever tables there are, and no migration may use a function.
   */
  readonly isFunction?: true;
}

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: "streams_and_windows", sql: streamsAndWindows },
  { version: 2, name: "batch_extra", sql: batchExtra },
  { version: 3, name: "hashtags_between", sql: hashtagsBetween },
  { version: 4, name: "dead_letters_by_reason", sql: deadLettersByReason },
  { version: 5, name: "apply_new_posts", sql: firstApplyNewPosts },
  { version: 6, name: "withdrawals", sql: withdrawals },
  { version: 7, name: "stopped_partitions", sql: stoppedPartitions },
  { version: 8, name: "final_by_the_databases_clock", sql: finalByTheDatabasesClock },
  { version: 9, name: "relay_after", sql: relayAfter },
  { version: 10, name: "versions", sql: versions },
  { version: 11, name: "enough_people_and_past", sql: enoughPeopleAndPast },
  { version: 12, name: "fold_hashtag", sql: foldHashtag },
  { version: 13, name: "recounts", sql: recounts },
  { version: 14, name: "applied_state", sql: appliedState },
  { version: 16, name: "coverage", sql: coverage },
  { version: 18, name: "heartbeats", sql: heartbeats },
  { version: 19, name: "sources_read", sql: sourcesRead, isFunction: true },
  { version: 20, name: "gap_detection", sql: gapDetection },
  { version: 21, name: "observed_and_rising", sql: observedAndRising, isFunction: true },
  { version: 23, name: "alerts", sql: alerts },
  { version: 24, name: "lang_read", sql: langRead },
  { version: 25, name: "apply_new_posts", sql: applyNewPosts, isFunction: true },
  { version: 26, name: "summaries_of_time", sql: summariesOfTime },
  { version: 27, name: "lost_and_ended", sql: lostAndEnded },
  { version: 29, name: "backfilled", sql: backfilled },
  { version: 30, name: "sentiment_by_language", sql: sentimentByLanguage },
  { version: 32, name: "attachments", sql: attachments },
  { version: 34, name: "poll_text", sql: pollText },
  { version: 39, name: "answers", sql: answers, isFunction: true },
  { version: 41, name: "sentiment_heads", sql: sentimentHeads },
  { version: 42, name: "right_labels", sql: rightLabels, isFunction: true },
  { version: 43, name: "selections", sql: selections, isFunction: true },
  { version: 44, name: "posts_in_line", sql: postsInLine },
];

/** The version of the schema that this build reads and writes. */
export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));
