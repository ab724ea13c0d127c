import type { TimelinesAccess } from "../../core/mastodon/timelines_access.ts";
import { foldHashtag } from "../../core/post/hashtag.ts";
import type { Post } from "./post.ts";

/** A stream that clients can subscribe to. */
export interface Channel {
  /** Value of an event's `stream` field. */
  readonly streams: readonly string[];
  /** The switch of `timelines_access` that its posts depend on, if any. */
  readonly feed: "live" | "hashtag" | undefined;
  shows(post: Post): boolean;
}

/** Whether a channel's posts of one side are shown. What is switched off still sends deletes. */
export function isSwitchedOn(
  { feed }: Pick<Channel, "feed">,
  post: Pick<Post, "local">,
  { feeds, viewsClosed, isUser }: {
    readonly feeds: TimelinesAccess;
    /** The reader's role has "View live and topic feeds". */
    readonly viewsClosed: boolean;
    readonly isUser: boolean;
  },
): boolean {
  if (feed === undefined || viewsClosed) return true;
  // The feed of a local hashtag cannot be switched off.
  if (feed === "hashtag" && post.local) return true;
  const cell = feeds[feed][post.local ? "local" : "remote"];
  return cell === "public" || (cell === "authenticated" && isUser);
}

/**
 * The channel of a `subscribe` message or of the streaming URL's query. For an unknown name it is a channel without events,
 * as on real servers.
 */
export function channelOf(
  { stream, tag, list }: {
    readonly stream: string;
    readonly tag?: string | undefined;
    readonly list?: string | undefined;
  },
): Channel {
  const local = /:local/.test(stream);
  const remote = /:remote/.test(stream);
  const media = /:media$/.test(stream);
  if (/^public(:local|:remote)?(:media)?$/.test(stream)) {
    return {
      streams: [stream],
      feed: "live",
      shows: (post) =>
        (!local || post.local) && (!remote || !post.local) && (!media || post.hasMedia),
    };
  }
  if (/^hashtag(:local)?$/.test(stream) && tag !== undefined) {
    const wanted = foldHashtag(tag);
    return {
      streams: [stream, tag],
      feed: "hashtag",
      shows: (post) => (!local || post.local) && post.tags.includes(wanted),
    };
  }
  if (stream === "list" && list !== undefined) {
    return {
      streams: [stream, list],
      feed: undefined,
      shows: () => true,
    };
  }
  if (stream === "user") return { streams: [stream], feed: undefined, shows: () => true };
  return { streams: [stream], feed: undefined, shows: () => false };
}
