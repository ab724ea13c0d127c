const QUOTE = 0x22;
/** Longer is no heartbeat. */
const LENGTH_MAX = 64;

/**
 * Whether a frame says nothing: it is empty, white space, or an empty JSON string. Pleroma and Akkoma send such frames to
 * keep the connection open. They show that the socket lives, not that the feed does.
 */
export function isHeartbeat(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => !isBlank(byte));
  if (first === undefined) return true;
  if (first !== QUOTE || bytes.byteLength > LENGTH_MAX) return false;
  return bytes.every((byte) => byte === QUOTE || isBlank(byte)) &&
    bytes.filter((byte) => byte === QUOTE).length === 2;
}

/** ASCII white space, and NUL. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0;
}
