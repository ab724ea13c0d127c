import { mix, Random } from "../embedded/mastodon/random.ts";
import { attachmentsOf, POLL_OPTIONS } from "../embedded/mastodon/status.ts";
import { snowflake } from "../embedded/mastodon/generated_source.ts";
import { World } from "../embedded/mastodon/world.ts";
import { type PostRecord, recordKey, type TootRecord } from "../core/post/record.ts";
import { type Serializer, SERIALIZERS } from "./json_serializers.ts";

/** A record of the topic `mastodon_stream`. */
export interface BenchRecord {
  readonly key: string;
  /** JSON of a `TootRecord`; about 1,000 bytes where the posts are made up. */
  readonly value: string;
  /** Kafka's timestamp, ms since 1970. */
  readonly timestamp: number;
}

export interface BenchRecordsOptions {
  /** Number of records: 96 % posts, 1 % edits, 1 % deletes, 2 % duplicates. Default 200,000. */
  readonly count?: number;
  readonly seed?: number;
  /** Event time of the first post, ms since 1970. Default 2026-01-15T18:00Z. */
  readonly from?: number;
  /** Span of event time, ms. Default 2 hours. */
  readonly span?: number;
  readonly instance?: string;
  /** Event times rise with the records, or lie anywhere in the span. Default `in order`. */
  readonly order?: EventOrder;
  /** What the posts say. Default: made-up posts. */
  readonly content?: ContentSource;
  /** How a record is written. Default: as Trunkline's producer does. */
  readonly serializer?: Serializer;
}

/** How the event times of consecutive records follow each other. */
export type EventOrder = "in order" | "random";

/** A version of a post: the fields of its record that say nothing of time, counters and event. */
export type PostContent = Omit<
  Required<PostRecord>,
  | "id"
  | "created_at"
  | "favourites"
  | "reblogs"
  | "event"
  | "instance"
  | "edited_at"
  | "received_at"
  | "backfilled"
>;

/** Gives the content of post number `n`, in a version of its own for each revision. */
export type ContentSource = (post: BenchPost) => PostContent;

/** A post of the benches. */
export interface BenchPost {
  readonly n: number;
  readonly id: string;
  /** Event time, ms since 1970. */
  readonly at: number;
  /** 0: as it was published. */
  readonly revision: number;
}

interface Post extends BenchPost {
  revision: number;
}

const EDITS = 0.01;
const DELETES = 0.01;
const DUPLICATES = 0.02;
/** Edits, deletes and duplicates concern one of this many latest posts. */
const RECENT_POSTS = 5_000;
/** Share of edits and deletes that come before their post, as Mastodon's streaming server sends them in a burst. */
const OVERTAKING = 0.1;

/** The benches' input. Deterministic: the same options give the same records on every machine. */
export function* benchRecords(options: BenchRecordsOptions = {}): Generator<BenchRecord> {
  const count = options.count ?? 200_000;
  const seed = options.seed ?? 1;
  const from = options.from ?? Date.UTC(2026, 0, 15, 18);
  const span = options.span ?? 2 * 3_600_000;
  const instance = options.instance ?? "social.example";
  const content = options.content ?? madeUpPosts(seed, instance);
  const serializer = options.serializer ?? SERIALIZERS.own;
  const random = new Random(mix(seed, 99));
  const recent: Post[] = [];
  let posts = 0;

  function publish(place: number): Post {
    // In order they still arrive slightly out of order.
    const at = from +
      (options.order === "random"
        ? random.below(span)
        : Math.min(span - 1, Math.floor(place / count * span + random.below(4_000))));
    const post = { n: posts, id: snowflake(at, posts), at, revision: 0 };
    posts++;
    recent[post.n % RECENT_POSTS] = post;
    return post;
  }
  const write = (post: Post, now: number): BenchRecord =>
    finish(recordOf(content(post), post, { instance, now }), now);
  const erase = ({ id }: Post, now: number): BenchRecord => {
    const received_at = new Date(now).toISOString();
    return finish({ event: "delete", id, instance, received_at, scope: "all" }, now);
  };
  const finish = (record: TootRecord & { readonly instance: string }, timestamp: number) => ({
    key: recordKey(record),
    value: serializer(record),
    timestamp,
  });

  for (let place = 0; place < count;) {
    const now = Math.floor(from + place / count * span + 4_500);
    const roll = random.next();
    const changes = roll < EDITS + DELETES;
    const overtakes = changes && place + 1 < count && random.chance(OVERTAKING);
    const post = overtakes || recent.length === 0
      ? publish(place)
      : changes || roll < EDITS + DELETES + DUPLICATES
      ? random.pick(recent)
      : publish(place);
    if (roll < EDITS) {
      const first = overtakes ? { ...post } : undefined;
      post.revision++;
      yield write(post, now);
      if (first !== undefined) yield write(first, now + 1);
    } else if (changes) {
      yield erase(post, now);
      if (overtakes) yield write(post, now + 1);
    } else {
      yield write(post, now);
    }
    place += overtakes ? 2 : 1;
  }
}

/** In the order of fields of `post_record.ts`. */
function recordOf(
  content: PostContent,
  post: Post,
  { instance, now }: { readonly instance: string; readonly now: number },
): PostRecord & { readonly instance: string } {
  return {
    id: post.id,
    created_at: new Date(post.at).toISOString(),
    username: content.username,
    user_id: content.user_id,
    language: content.language,
    content_html: content.content_html,
    content: content.content,
    hashtags: content.hashtags,
    favourites: post.revision * 3,
    reblogs: post.revision,
    event: post.revision === 0 ? "update" : "status.update",
    uri: content.uri,
    url: content.url,
    instance,
    edited_at: post.revision === 0
      ? null
      : new Date(post.at + 30_000 * post.revision).toISOString(),
    in_reply_to_id: content.in_reply_to_id,
    sensitive: content.sensitive,
    spoiler_text: content.spoiler_text,
    bot: content.bot,
    attachment_count: content.attachment_count,
    described_count: content.described_count,
    poll_text: content.poll_text,
    received_at: new Date(now).toISOString(),
  };
}

/** Posts that nobody wrote, in 15 languages. */
function madeUpPosts(seed: number, instance: string): ContentSource {
  const world = new World({ seed, languages: 15, bytes: 330, domain: instance });
  return ({ n, id, at, revision }) => {
    const { account, ...content } = world.content(n, at, revision);
    const attachments = attachmentsOf(content, { n, domain: instance, revision });
    return {
      username: account.json.acct,
      user_id: account.json.id,
      language: content.language ?? "und",
      content_html: content.html,
      content: content.text,
      hashtags: content.hashtags.map((tag) => tag.toLowerCase()),
      uri: `${account.json.uri}/statuses/${id}`,
      url: `${account.json.url}/${id}`,
      in_reply_to_id: null,
      sensitive: content.sensitive,
      spoiler_text: content.spoiler,
      bot: account.json.bot,
      attachment_count: attachments.length,
      described_count: attachments.filter(({ description }) => description !== null).length,
      poll_text: content.poll ? POLL_OPTIONS.join("\n") : null,
    };
  };
}
