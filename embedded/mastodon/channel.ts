import { foldHashtag } from "../../core/post/hashtag.ts";
import type { Post } from "./post.ts";

/** A stream that a client can subscribe to. */
export interface Channel {
  /** What an event's `stream` says. */
  readonly streams: readonly string[];
  shows(post: Post): boolean;
}

/**
 * The channel of a `subscribe` message or of the query of the streaming URL. A name that Mastodon does not know gives a
 * channel that stays silent for ever, as on real servers.
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
      shows: (post) =>
        (!local || post.local) && (!remote || !post.local) && (!media || post.hasMedia),
    };
  }
  if (/^hashtag(:local)?$/.test(stream) && tag !== undefined) {
    const wanted = foldHashtag(tag);
    return {
      streams: [stream, tag],
      shows: (post) => (!local || post.local) && post.tags.includes(wanted),
    };
  }
  if (stream === "list" && list !== undefined) {
    return {
      streams: [stream, list],
      shows: () => true,
    };
  }
  if (stream === "user") return { streams: [stream], shows: () => true };
  return { streams: [stream], shows: () => false };
}
