/** The program that a server runs, as far as reading its streams depends on it. */
export interface Software {
  /** `Mastodon`, `GoToSocial`, `Pleroma`, `Akkoma`, `Friendica`, `Mitra` …; `unknown` where it does not say. */
  readonly name: string;
  readonly version: string;
  /** Whether it streams hashtags. GoToSocial opens such a stream, and stays silent. */
  readonly streamsHashtags: boolean;
  /** Whether one socket carries several streams, subscribed to by messages, as in Mastodon. */
  readonly multiplexes: boolean;
}

/** Reads the program from an answer of the instance API (v2, or v1). */
export function softwareOf(instance: Readonly<Record<string, unknown>>): Software {
  const text = typeof instance.version === "string" ? instance.version : "";
  const [, name, version] = /\(compatible; ([^\s;)]+)\s*([^);]*)\)/.exec(text) ?? [];
  if (name !== undefined) {
    return { name, version: version ?? "", streamsHashtags: true, multiplexes: false };
  }
  const source = typeof instance.source_url === "string" ? instance.source_url : "";
  if (/gotosocial/i.test(source) || /^0\./.test(text)) {
    return { name: "GoToSocial", version: text, streamsHashtags: false, multiplexes: false };
  }
  const isMastodon = /^[2-9]\.\d+\.\d+/.test(text);
  return {
    name: isMastodon ? "Mastodon" : "unknown",
    version: text,
    streamsHashtags: true,
    multiplexes: isMastodon,
  };
}
