import type { BlockList } from "./block_list.ts";
import { htmlToText } from "./html_to_text.ts";
import type { Status } from "./status.ts";

/** Why a post may not leave the process. Stable words: they name the counts. */
export type Refusal =
  | "boost"
  | "not_public"
  | "blocked_account"
  | "blocked_host"
  | "bio_nobot"
  | "bio_noindex"
  | "noindex"
  | "not_indexable";

export interface ConsentPolicy {
  /** `strict` also asks that the author has said yes (`indexable: true`). */
  readonly mode: "default" | "strict";
  readonly blocked: BlockList;
  /** Host of the server that the stream is read from: that of accounts without a host in `acct`. */
  readonly instance: string;
}

const BIO_SAYS_NO = /(?<![\p{L}\p{N}_])[#＃](nobots?|noindex)(?![\p{L}\p{N}\p{M}_])/iu;

/** Why the author or the server does not agree that this post is kept; `undefined` if nobody objects. */
export function refusalOf(status: Status, policy: ConsentPolicy): Refusal | undefined {
  if (status.isBoost) return "boost";
  if (status.visibility !== "public") return "not_public";
  const { account } = status;
  const blocked = policy.blocked.match(account, policy.instance);
  if (blocked !== undefined) return blocked;
  if (account.noindex === true) return "noindex";
  const bio = bioRefusal(account.note);
  if (bio !== undefined) return bio;
  if (policy.mode === "strict" && account.indexable !== true) return "not_indexable";
  return undefined;
}

/** Tags in a bio come as links (`#<span>nobot</span>`), so its text is what is matched. */
function bioRefusal(note: string): Refusal | undefined {
  if (!/[#＃]/.test(note) && !note.includes("&num")) return undefined;
  const word = BIO_SAYS_NO.exec(htmlToText(note))?.[1]?.toLowerCase();
  if (word === undefined) return undefined;
  return word === "noindex" ? "bio_noindex" : "bio_nobot";
}
