import type { Post } from "../post/post.ts";

/** What must not be stored again. `account`: acct; `post`: a status id or uri; `instance`: a host. */
export interface PurgeRule {
  readonly kind: "account" | "post" | "instance";
  readonly value: string;
}

/** What must not be stored, whatever the topic holds. */
export interface Refusals {
  readonly purgeRules: readonly PurgeRule[];
  /** Retention horizon, ms since 1970: what is older is sealed. */
  readonly sealedBefore: number | null;
}

/**
 * Makes a function that tells whether a record's post must not be stored. Records are checked one by one before they are
 * merged: the result must not depend on which of them were in one batch.
 */
export function refusedBy({ purgeRules, sealedBefore }: Refusals): (post: Post) => boolean {
  const values = (kind: PurgeRule["kind"]) =>
    new Set(purgeRules.filter((rule) => rule.kind === kind).map(({ value }) => value));
  const accounts = values("account");
  const posts = values("post");
  const instances = values("instance");
  const isPurged = (post: Post) =>
    accounts.has(post.username) ||
    (posts.size > 0 &&
      [post.statusId, post.uri].some((name) => name !== null && posts.has(name))) ||
    instances.has(post.instance) || instances.has(hostOf(post.username));
  return (post) => (purgeRules.length > 0 && isPurged(post)) || isSealed(post, sealedBefore);
}

/** Whether both refuse the same posts. */
export function sameRefusals(a: Refusals, b: Refusals): boolean {
  const key = ({ kind, value }: PurgeRule) => `${kind} ${value}`;
  const rules = new Set(b.purgeRules.map(key));
  return a.sealedBefore === b.sealedBefore && a.purgeRules.length === b.purgeRules.length &&
    a.purgeRules.every((rule) => rules.has(key(rule)));
}

/** Whether a post lies before the retention horizon: then its windows do not change any more. */
export function isSealed({ createdAt }: Post, sealedBefore: number | null): boolean {
  return sealedBefore !== null && createdAt < sealedBefore;
}

/** `name@host` → `host`; a name without a host belongs to the server that was read. */
function hostOf(username: string): string {
  const at = username.lastIndexOf("@");
  return at < 0 ? "" : username.slice(at + 1);
}
