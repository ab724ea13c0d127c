/**
 * The advisory locks of this program, in one place: two uses of one number would wait for each other. Any 64-bit
 * numbers that nothing else in the database locks.
 */
export const ADVISORY_LOCKS = {
  /** Shared by whoever stores posts, held exclusively by whoever changes the schema. */
  schema: "7261846101001",
  /** Shared by whoever stores posts, held exclusively by whoever adds a purge rule or moves the retention horizon. */
  refusals: "7261846101002",
  /** One batch job at a time. */
  batch: "7261846101003",
  /** One process at a time sets the rights of the role that reads. */
  readerRole: "7261846101004",
} as const;
