import type { Draft } from "./draft.ts";
import { mix, Random } from "./random.ts";
import type { MediaJson, PollJson, StatusJson, Visibility } from "./status_json.ts";

/** What a server adds to a draft. */
export interface Published {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly editedAt?: string;
  /** Default `public`. */
  readonly visibility?: Visibility;
}

/** The status as Mastodon's REST and streaming API show it. Counters are 0 until the first edit. */
export function toStatus(draft: Draft, published: Published, domain: string): StatusJson {
  const { account } = draft;
  const { id, createdAt } = published;
  const home = account.json.uri.slice(0, account.json.uri.indexOf("/users/"));
  const local = home === `https://${domain}`;
  const random = new Random(mix(Number(id.slice(-9)), published.editedAt === undefined ? 0 : 1));
  const shared = (most: number) => published.editedAt === undefined ? 0 : random.below(most);
  return {
    id,
    created_at: createdAt,
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    sensitive: draft.sensitive,
    spoiler_text: draft.spoiler,
    visibility: published.visibility ?? "public",
    language: draft.language,
    uri: `${account.json.uri}/statuses/${id}`,
    url: `${account.json.url}/${id}`,
    replies_count: shared(4),
    reblogs_count: shared(12),
    favourites_count: shared(40),
    edited_at: published.editedAt ?? null,
    content: draft.html,
    reblog: null,
    ...(local ? { application: { name: "Web", website: null } } : {}),
    account: { ...account.json, last_status_at: createdAt.slice(0, 10) },
    media_attachments: draft.media === "none" ? [] : [mediaOf(draft.media, id, domain)],
    mentions: draft.mentions.map(({ json }) => ({
      id: json.id,
      username: json.username,
      url: json.url,
      acct: json.acct,
    })),
    tags: draft.hashtags.map((tag) => ({
      name: tag.toLowerCase(),
      url: `https://${domain}/tags/${encodeURIComponent(tag.toLowerCase())}`,
    })),
    emojis: [],
    card: null,
    poll: draft.poll ? pollOf(id, createdAt) : null,
  };
}

function mediaOf(type: "image" | "video", id: string, domain: string): MediaJson {
  const url = `https://files.${domain}/media_attachments/${id}/original/m.${
    type === "image" ? "jpg" : "mp4"
  }`;
  return {
    id: `1${id.slice(1)}`,
    type,
    url,
    preview_url: url.replace("/original/", "/small/"),
    remote_url: null,
    preview_remote_url: null,
    text_url: null,
    meta: { original: { width: 1280, height: 720, size: "1280x720", aspect: 1280 / 720 } },
    description: null,
    blurhash: "UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH",
  };
}

function pollOf(id: string, createdAt: string): PollJson {
  return {
    id: id.slice(-6),
    expires_at: new Date(Date.parse(createdAt) + 86_400_000).toISOString(),
    expired: false,
    multiple: false,
    votes_count: 0,
    voters_count: 0,
    options: [{ title: "👍", votes_count: 0 }, { title: "👎", votes_count: 0 }],
    emojis: [],
  };
}
