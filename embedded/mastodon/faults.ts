/** What can be made to go wrong. Each happens at once; `forMs` says for how long, else until `heal`. */
export type Fault =
  /** Every stream is closed with a close frame. */
  | { readonly type: "drop" }
  /** Every connection breaks without a word. Needs `breakable`. */
  | { readonly type: "cut" }
  /** Half-open: connections stay, no byte passes either way, not even a pong. Needs `breakable`. */
  | { readonly type: "freeze"; readonly forMs?: number }
  /** Streams stay open and answer pings, but no event comes, though the server goes on: they are lost. */
  | { readonly type: "silence"; readonly forMs?: number }
  /** Streams get a frame that is no event. */
  | { readonly type: "garbage"; readonly text?: string }
  /** Streams get so many blank frames, as Pleroma sends them to keep a connection open. */
  | { readonly type: "heartbeats"; readonly count: number; readonly text?: string }
  /** Streams get one frame of so many bytes. */
  | { readonly type: "giant_frame"; readonly bytes: number }
  /** Streams get an error object, as Mastodon sends it when something breaks on its side; they stay open. */
  | { readonly type: "stream_error"; readonly error: string; readonly status?: number }
  /** GoToSocial's page while it starts: 503 to everything, with two Retry-After headers that ask for two minutes. */
  | { readonly type: "start_up_page"; readonly forMs?: number }
  /** 401 to every request with a token. */
  | { readonly type: "refuse_token"; readonly forMs?: number }
  /** The server has switched its feeds off: 422. */
  | { readonly type: "close_feeds"; readonly forMs?: number }
  /** 429 to everything, with Retry-After. */
  | { readonly type: "rate_limit"; readonly retryAfterS: number; readonly forMs?: number }
  /** 503 to everything. */
  | { readonly type: "unavailable"; readonly forMs?: number }
  /** The streaming API moves to another port; its streams are closed, and the old address knows it no more. */
  | { readonly type: "move" }
  /** The next `count` events are not sent, though sockets are open. */
  | { readonly type: "lose"; readonly count: number }
  /** The next `count` events are sent twice. */
  | { readonly type: "repeat"; readonly count: number }
  /** So many posts at once, nearly every one deleted, its deletion sent first. */
  | { readonly type: "burst"; readonly posts: number }
  /** All is well again. */
  | { readonly type: "heal" };

/** What is wrong right now. */
export interface ActiveFaults {
  tokenRefused: boolean;
  feedsClosed: boolean;
  unavailable: boolean;
  /** Says, with each 503, that it is starting. */
  starting: boolean;
  /** Seconds to wait, said with each 429. */
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
