import type { PostContent } from "./post_content.ts";
import { mix, Random } from "./random.ts";
import type { MediaJson, PollJson, StatusJson, Visibility } from "./status_json.ts";

/** Fields of a status that are known only when it is published. */
export type StatusHead = Pick<StatusJson, "id" | "created_at" | "edited_at" | "uri" | "url">;
/** The other fields, which can be generated in advance. */
export type StatusBody = Omit<StatusJson, keyof StatusHead>;

export function statusHead(
  { account }: PostContent,
  { id, createdAt, editedAt }: {
    readonly id: string;
    /** Both ISO 8601. */
    readonly createdAt: string;
    readonly editedAt: string | null;
  },
): StatusHead {
  return {
    id,
    created_at: createdAt,
    edited_at: editedAt,
    uri: `${account.json.uri}/statuses/${id}`,
    url: `${account.json.url}/${id}`,
  };
}

/** The body of a status as in Mastodon's REST and streaming API; its counters are 0 until the first edit. */
export function statusBody(
  content: PostContent,
  { n, at, domain, revision = 0, visibility = "public" }: {
    readonly n: number;
    /** ms since 1970. */
    readonly at: number;
    readonly domain: string;
    readonly revision?: number;
    readonly visibility?: Visibility;
  },
): StatusBody {
  const { account } = content;
  const random = new Random(mix(n, revision));
  const shared = (most: number) => revision === 0 ? 0 : random.below(most);
  return {
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    sensitive: content.sensitive,
    spoiler_text: content.spoiler,
    visibility,
    language: content.language,
    replies_count: shared(4),
    reblogs_count: shared(12),
    favourites_count: shared(40),
    content: content.html,
    reblog: null,
    ...(account.json.acct.includes("@") ? {} : { application: { name: "Web", website: null } }),
    account: { ...account.json, last_status_at: new Date(at).toISOString().slice(0, 10) },
    media_attachments: attachmentsOf(content, { n, domain, revision }),
    mentions: content.mentions.map(({ json: { id, username, url, acct } }) => ({
      id,
      username,
      url,
      acct,
    })),
    tags: content.hashtags.map((tag) => ({
      name: tag.toLowerCase(),
      url: `https://${domain}/tags/${encodeURIComponent(tag.toLowerCase())}`,
    })),
    emojis: [],
    card: null,
    poll: content.poll ? pollOf(n, at) : null,
  };
}

/** Up to four pictures, or a video. More than half have a description from the start; edits add those that lack. */
export function attachmentsOf(
  { media }: Pick<PostContent, "media">,
  { n, domain, revision = 0 }: {
    readonly n: number;
    readonly domain: string;
    readonly revision?: number;
  },
): readonly MediaJson[] {
  if (media === "none") return [];
  // A sequence of its own: the other fields stay as they are.
  const random = new Random(mix(n, 0x6d65));
  const count = media === "video" || random.chance(0.75) ? 1 : 2 + random.below(3);
  return Array.from({ length: count }, (_, place) => {
    const described = random.chance(0.6) || revision > 0;
    return mediaOf(media, {
      ...{ domain, id: String(111_000_000_000_000_000n + BigInt(n) * 4n + BigInt(place)) },
      description: described ? DESCRIPTIONS[(n + place) % DESCRIPTIONS.length] ?? null : null,
    });
  });
}

const DESCRIPTIONS = [
  "A cat on a window sill, looking out",
  "Screenshot of a terminal with two lines of text",
  "Le port au lever du soleil, des bateaux à quai",
  "Ein Fahrrad an einer Hauswand",
];

function mediaOf(
  type: "image" | "video",
  { id, domain, description }: {
    readonly id: string;
    readonly domain: string;
    readonly description: string | null;
  },
): MediaJson {
  const file = `m.${type === "image" ? "jpg" : "mp4"}`;
  const url = `https://files.${domain}/media_attachments/${id}`;
  return {
    id,
    type,
    url: `${url}/original/${file}`,
    preview_url: `${url}/small/${file}`,
    remote_url: null,
    preview_remote_url: null,
    text_url: null,
    meta: { original: { width: 1280, height: 720, size: "1280x720", aspect: 1280 / 720 } },
    description,
    blurhash: "UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH",
  };
}

/** The options of each made-up poll. */
export const POLL_OPTIONS: readonly string[] = ["👍", "👎"];

function pollOf(n: number, at: number): PollJson {
  return {
    id: String(n),
    expires_at: new Date(at + 86_400_000).toISOString(),
    expired: false,
    multiple: false,
    votes_count: 0,
    voters_count: 0,
    options: POLL_OPTIONS.map((title) => ({ title, votes_count: 0 })),
    emojis: [],
  };
}
