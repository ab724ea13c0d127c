import type { BlockList } from "./block_list.ts";
import { optOutOfHtml, optOutOfName } from "./opt_out_tag.ts";
import type { Account, Status } from "./status.ts";

/**
 * Why a post may not leave the process. Stable words: they name the counts. `bio_…` covers the bio, the profile
 * fields and the display name.
 */
export type Refusal =
  | "boost"
  | "not_public"
  | "local_only"
  | "blocked_account"
  | "blocked_host"
  | "bio_nobot"
  | "bio_noindex"
  | "noindex"
  | "not_indexable";

export interface ConsentPolicy {
  /** `strict` also requires `indexable: true` of the author. */
  readonly mode: "default" | "strict";
  readonly blocked: BlockList;
  /** Host of the server that the stream is read from: that of accounts without a host in `acct`. */
  readonly instance: string;
}

/** Why this post may not be kept; `undefined` if it may. */
export function refusalOf(status: Status, policy: ConsentPolicy): Refusal | undefined {
  if (status.isBoost) return "boost";
  if (status.visibility !== "public") return "not_public";
  if (status.isLocalOnly) return "local_only";
  const { account } = status;
  const blocked = policy.blocked.match(account, policy.instance);
  if (blocked !== undefined) return blocked;
  if (account.noindex === true) return "noindex";
  const profile = profileRefusal(account);
  if (profile !== undefined) return profile;
  if (policy.mode === "strict" && account.indexable !== true) return "not_indexable";
  return undefined;
}

/** Checks the bio, then the display name and the fields: every place where a visitor of the profile reads. */
function profileRefusal({ note, displayName, fields }: Account): Refusal | undefined {
  let says = optOutOfHtml(note) ?? optOutOfName(displayName);
  for (const { name, value } of fields) says ??= optOutOfName(name) ?? optOutOfHtml(value);
  return says === undefined ? undefined : `bio_${says}`;
}
