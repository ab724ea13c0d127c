import type { TimelinesAccess } from "../../core/mastodon/timelines_access.ts";
import type { Emission } from "./emission.ts";

/** Faults that can be injected. Each starts at once and lasts for `forMs` or until `heal`. */
export type Fault =
  /** Every stream is closed with a close frame. */
  | { readonly type: "drop" }
  /** Every connection breaks without a close frame. Needs `breakable`. */
  | { readonly type: "cut" }
  /** Half-open: connections stay, no byte passes either way, not even a pong. Needs `breakable`. */
  | { readonly type: "freeze"; readonly forMs?: number }
  /** Slow-loris: so few bytes a second pass on each connection. Needs `breakable`. */
  | { readonly type: "slow"; readonly bytesPerS: number; readonly forMs?: number }
  /** Streams stay open and answer pings, but events are lost. */
  | { readonly type: "silence"; readonly forMs?: number }
  /** Streams get a frame that is not an event. */
  | { readonly type: "garbage"; readonly text?: string }
  /** Streams get `count` blank frames, which Pleroma sends to keep connections open. */
  | { readonly type: "heartbeats"; readonly count: number; readonly text?: string }
  /** Streams get one frame of this size. */
  | { readonly type: "giant_frame"; readonly bytes: number }
  /** Streams get an error object, as from Mastodon after an internal error, and stay open. */
  | { readonly type: "stream_error"; readonly error: string; readonly status?: number }
  /** GoToSocial's page while it starts: 503 to everything, with two Retry-After headers of two minutes. */
  | { readonly type: "start_up_page"; readonly forMs?: number }
  /** 401 to every request with a token. */
  | { readonly type: "refuse_token"; readonly forMs?: number }
  /** Feeds are switched off: 422. */
  | { readonly type: "close_feeds"; readonly forMs?: number }
  /** The administrators change `configuration.timelines_access` (Mastodon 4.5 and later). */
  | { readonly type: "set_feeds"; readonly feeds: TimelinesAccess; readonly forMs?: number }
  /** The token is revoked, as by its owner: open streams are closed, and every request with it gets 401. */
  | { readonly type: "revoke_token" }
  /** 429 to everything, with Retry-After. */
  | { readonly type: "rate_limit"; readonly retryAfterS: number; readonly forMs?: number }
  /** 503 to everything. */
  | { readonly type: "unavailable"; readonly forMs?: number }
  /** The streaming API moves to another port: its streams are closed, and the old address stops serving it. */
  | { readonly type: "move" }
  /** The next `count` events, or those of one kind, are not sent although sockets are open and healthy. */
  | { readonly type: "lose"; readonly count: number; readonly of?: Emission["type"] }
  /** The next `count` events are sent twice. */
  | { readonly type: "repeat"; readonly count: number }
  /** Sends `posts` posts at once, nearly all of them deleted, each deletion before its post. */
  | { readonly type: "burst"; readonly posts: number }
  /** Posts carry this hashtag in such a share, until `forMs` have passed. Generated posts only; `heal` does not end it. */
  | {
    readonly type: "trend";
    readonly tag: string;
    readonly share: number;
    readonly forMs: number;
  }
  /** Ends all faults. */
  | { readonly type: "heal" };

/** Faults that are active. */
export interface ActiveFaults {
  tokenRefused: boolean;
  feedsClosed: boolean;
  /** Undefined: those of the options. */
  feeds: TimelinesAccess | undefined;
  unavailable: boolean;
  /** Whether the 503 is the start-up page. */
  starting: boolean;
  /** Retry-After of each 429, seconds. */
  rateLimitedS: number | undefined;
  losing: { left: number; readonly of: Emission["type"] | undefined }[];
  repeating: number;
}

export function healthy(): ActiveFaults {
  return {
    tokenRefused: false,
    feedsClosed: false,
    feeds: undefined,
    unavailable: false,
    starting: false,
    rateLimitedS: undefined,
    losing: [],
    repeating: 0,
  };
}
