import { PermanentError } from "../base/errors.ts";

/** What to read (`MASTODON_STREAM`). */
export type StreamName =
  | { readonly type: "public"; readonly only?: "local" | "remote" }
  | { readonly type: "hashtag"; readonly tag: string }
  | { readonly type: "list"; readonly list: string }
  | { readonly type: "user" };

/** @throws {PermanentError} if the text names no stream */
export function parseStreamName(text: string): StreamName {
  const [kind, ...rest] = text.trim().split(":");
  const detail = rest.join(":").replace(/^[#＃]/, "");
  switch (kind) {
    case "public":
      if (detail === "") return { type: "public" };
      if (detail === "local" || detail === "remote") return { type: "public", only: detail };
      break;
    case "user":
      if (detail === "") return { type: "user" };
      break;
    case "hashtag":
      if (detail !== "") return { type: "hashtag", tag: detail };
      break;
    case "list":
      if (detail !== "") return { type: "list", list: detail };
      break;
  }
  throw new PermanentError(
    `Cannot read the stream "${text}": MASTODON_STREAM is public, public:local, public:remote, hashtag:TAG, ` +
      "list:ID or user. Correct MASTODON_STREAM.",
    { exitCode: 2 },
  );
}

/** The stream as `MASTODON_STREAM` writes it. */
export function streamText(stream: StreamName): string {
  switch (stream.type) {
    case "public":
      return stream.only === undefined ? "public" : `public:${stream.only}`;
    case "hashtag":
      return `hashtag:${stream.tag}`;
    case "list":
      return `list:${stream.list}`;
    case "user":
      return "user";
    default:
      return stream satisfies never;
  }
}

/**
 * The stream as the query of the streaming URL. Mastodon takes it there or by a message; Pleroma and Akkoma answer 404
 * to a socket without it.
 */
export function streamQuery(stream: StreamName): Readonly<Record<string, string>> {
  switch (stream.type) {
    case "hashtag":
      return { stream: "hashtag", tag: stream.tag };
    case "list":
      return { stream: "list", list: stream.list };
    case "public":
    case "user":
      return { stream: streamText(stream) };
    default:
      return stream satisfies never;
  }
}

/** The REST timeline of the same posts; it shows whether the server lets us read them. */
export function timelinePath(stream: StreamName): string {
  switch (stream.type) {
    case "public":
      return `/api/v1/timelines/public${stream.only === undefined ? "" : `?${stream.only}=true`}`;
    case "hashtag":
      return `/api/v1/timelines/tag/${encodeURIComponent(stream.tag)}`;
    case "list":
      return `/api/v1/timelines/list/${encodeURIComponent(stream.list)}`;
    case "user":
      return "/api/v1/timelines/home";
    default:
      return stream satisfies never;
  }
}
