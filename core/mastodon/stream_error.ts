import type { ServerAccess, Trouble } from "./check_server.ts";

/** Explains an error that the server sent on an open stream: a refused subscription, or a later fault of its own. */
export function errorOfStream(
  { baseUrl, token }: ServerAccess,
  bytes: Uint8Array,
  { error, inMidStream }: { readonly error: string; readonly inMidStream: boolean },
): Trouble {
  const status = /"status"\s*:\s*(\d{3})\b/.exec(new TextDecoder().decode(bytes))?.[1];
  const hidden = token === undefined || token === "" ? error : error.replaceAll(token, "…");
  const text = hidden.replaceAll(/\s+/g, " ").slice(0, 200);
  const says = `the server says "${text}"${status === undefined ? "" : ` (${status})`}`;
  if (inMidStream) return { type: "later", message: `The stream of ${baseUrl} ended: ${says}` };
  if (status !== undefined && /^(429|5..)$/.test(status)) {
    return { type: "later", message: `Cannot read the stream of ${baseUrl} now: ${says}.` };
  }
  return {
    type: "refused",
    message: `Cannot read the stream of ${baseUrl}: ${says}. Check MASTODON_STREAM and the token.`,
  };
}
