/** Faults that can be injected. Each starts at once and lasts for `forMs` or until `heal`. */
export type Fault =
  /** Every stream is closed with a close frame. */
  | { readonly type: "drop" }
  /** Every connection breaks without a close frame. Needs `breakable`. */
  | { readonly type: "cut" }
  /** Half-open: connections stay, no byte passes either way, not even a pong. Needs `breakable`. */
  | { readonly type: "freeze"; readonly forMs?: number }
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
  /** 429 to everything, with Retry-After. */
  | { readonly type: "rate_limit"; readonly retryAfterS: number; readonly forMs?: number }
  /** 503 to everything. */
  | { readonly type: "unavailable"; readonly forMs?: number }
  /** The streaming API moves to another port: its streams are closed, and the old address stops serving it. */
  | { readonly type: "move" }
  /** The next `count` events are not sent although sockets are open. */
  | { readonly type: "lose"; readonly count: number }
  /** The next `count` events are sent twice. */
  | { readonly type: "repeat"; readonly count: number }
  /** Sends `posts` posts at once, nearly all of them deleted, each deletion before its post. */
  | { readonly type: "burst"; readonly posts: number }
  /** Ends all faults. */
  | { readonly type: "heal" };

/** Faults that are active. */
export interface ActiveFaults {
  tokenRefused: boolean;
  feedsClosed: boolean;
  unavailable: boolean;
  /** Whether the 503 is the start-up page. */
  starting: boolean;
  /** Retry-After of each 429, seconds. */
  rateLimitedS: number | undefined;
  losing: number;
  repeating: number;
}

export function healthy(): ActiveFaults {
  return {
    tokenRefused: false,
    feedsClosed: false,
    unavailable: false,
    starting: false,
    rateLimitedS: undefined,
    losing: 0,
    repeating: 0,
  };
}
