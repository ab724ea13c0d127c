import { foldHashtag } from "../../core/post/hashtag.ts";
import type { Post } from "./post.ts";

/** A stream that clients can subscribe to. */
export interface Channel {
  /** Value of an event's `stream` field. */
  readonly streams: readonly string[];
  shows(post: Post): boolean;
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
