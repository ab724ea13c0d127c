import { createHash } from "node:crypto";

const LARGEST = 2n ** 63n - 1n;

/**
 * `toots_raw.id` of a status, in decimal: the status id where it is a number below 2^63 written plainly, else a stable
 * 63-bit hash of instance and id (GoToSocial's ids are ULIDs). Two statuses can meet in one number; the store compares
 * instance and status id and says so.
 */
export function rowId(instance: string, statusId: string): string {
  if (statusId.length <= 19 && /^(0|[1-9][0-9]*)$/.test(statusId)) {
    if (statusId.length < 19 || BigInt(statusId) <= LARGEST) return statusId;
  }
  const digest = createHash("sha256").update(`${instance}/${statusId}`).digest();
  return (digest.readBigUInt64BE() & LARGEST).toString();
}

/** Orders decimal row ids as the numbers they are. */
export function compareRowIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
