/**
 * All advisory locks of this program, in one place so that no number is used twice. Any 64-bit numbers that no other
 * program locks in this database.
 */
export const ADVISORY_LOCKS = {
  /** Shared by transactions that store posts; exclusive for changes of the schema. */
  schema: "7261846101001",
  /** Shared by transactions that store posts; exclusive for adding a purge rule or moving the retention horizon. */
  refusals: "7261846101002",
  /** One batch job at a time. */
  batch: "7261846101003",
  /** One process at a time changes the rights of the reader role. */
  readerRole: "7261846101004",
} as const;
