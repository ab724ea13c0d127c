import { PermanentError } from "../base/errors.ts";

/** One stream of `MASTODON_STREAM`. */
export type StreamName =
  | { readonly type: "public"; readonly only?: "local" | "remote" | "media" }
  | { readonly type: "hashtag"; readonly tag: string; readonly only?: "local" }
  | { readonly type: "list"; readonly list: string }
  | { readonly type: "user" };

/** How a stream may be written, for messages. */
const STREAM_FORMS =
  "public, public:local, public:remote, public:media, hashtag:TAG, hashtag:local:TAG, list:ID or user";

/**
 * Reads `MASTODON_STREAM`: one stream, or several with commas. Each is there once, in the order of the text.
 *
 * @throws {PermanentError} if a part names no stream
 */
export function parseStreamNames(text: string): readonly StreamName[] {
  const names = new Map<string, StreamName>();
  for (const part of text.split(",")) {
    const stream = parseStreamName(part);
    names.set(streamKey(streamText(stream)), stream);
  }
  return [...names.values()];
}

/** @throws {PermanentError} if the text names no stream */
export function parseStreamName(text: string): StreamName {
  const stream = streamIn(text.trim());
  if (stream !== undefined) return stream;
  throw new PermanentError(
    `Cannot read the stream "${text.trim()}": MASTODON_STREAM is ${STREAM_FORMS}, several with commas. ` +
      "Correct MASTODON_STREAM.",
    { exitCode: 2 },
  );
}

function streamIn(text: string): StreamName | undefined {
  if (/\s/.test(text)) return undefined;
  const [, kind, detail = ""] = /^([a-z]+)(?::(.+))?$/.exec(text) ?? [];
  switch (kind) {
    case "public":
      if (detail === "") return { type: "public" };
      return detail === "local" || detail === "remote" || detail === "media"
        ? { type: "public", only: detail }
        : undefined;
    case "user":
      return detail === "" ? { type: "user" } : undefined;
    case "hashtag": {
      const [, local, tag] = /^(local:)?[#＃]?([^#＃]+)$/.exec(detail) ?? [];
      if (tag === undefined) return undefined;
      return { type: "hashtag", tag, ...(local !== undefined && { only: "local" }) };
    }
    case "list":
      return detail === "" ? undefined : { type: "list", list: detail };
    default:
      return undefined;
  }
}

/** The stream as `MASTODON_STREAM` writes it. */
export function streamText(stream: StreamName): string {
  switch (stream.type) {
    case "public":
      return stream.only === undefined ? "public" : `public:${stream.only}`;
    case "hashtag":
      return `hashtag:${stream.only === undefined ? "" : `${stream.only}:`}${stream.tag}`;
    case "list":
      return `list:${stream.list}`;
    case "user":
      return "user";
    default:
      return stream satisfies never;
  }
}

/** The same for two texts of one stream: servers compare hashtags without case. */
export function streamKey(text: string): string {
  return text.startsWith("hashtag:") ? text.normalize("NFKC").toLowerCase() : text;
}

/**
 * The stream as the query of the streaming URL. Mastodon takes it there or by a message; Pleroma and Akkoma answer 404
 * to a socket without it.
 */
export function streamQuery(stream: StreamName): Readonly<Record<string, string>> {
  switch (stream.type) {
    case "hashtag":
      return {
        stream: stream.only === undefined ? "hashtag" : `hashtag:${stream.only}`,
        tag: stream.tag,
      };
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
      return `/api/v1/timelines/public${stream.only === undefined ? "" : `?${ONLY[stream.only]}`}`;
    case "hashtag":
      return `/api/v1/timelines/tag/${encodeURIComponent(stream.tag)}${
        stream.only === undefined ? "" : `?${ONLY[stream.only]}`
      }`;
    case "list":
      return `/api/v1/timelines/list/${encodeURIComponent(stream.list)}`;
    case "user":
      return "/api/v1/timelines/home";
    default:
      return stream satisfies never;
  }
}

const ONLY = { local: "local=true", remote: "remote=true", media: "only_media=true" } as const;
