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
import applyNewPosts from "../../migrations/functions/0015_apply_new_posts.sql" with {
  type: "text",
};

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
  { version: 15, name: "apply_new_posts", sql: applyNewPosts, isFunction: true },
];

/** The version of the schema that this build reads and writes. */
export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));
