/** Characters of a version. */
export const VERSION_DIGITS = 12;

/** Identifies the weights of all heads; stored with each score. */
export async function versionOf(
  heads: readonly { readonly language: string; readonly sha256: string }[],
): Promise<string> {
  const [only, ...others] = heads;
  // The version of a model of one head is that of its file, as it was before there were others.
  if (others.length === 0) return only!.sha256.slice(0, VERSION_DIGITS);
  const names = heads.map(({ language, sha256 }) => `${language} ${sha256}`).sort().join("\n");
  const digest = new Uint8Array(
    await crypto.subtle.digest("SHA-256", new TextEncoder().encode(names)),
  );
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")
    .slice(0, VERSION_DIGITS);
}

/**
 * The version of the model in a directory, by what its manifest says: neither the weights nor the code that scores are loaded.
 * Undefined where the manifest does not say it plainly; loading the model says what is wrong then.
 */
export async function readModelVersion(directory: string): Promise<string | undefined> {
  try {
    const { heads } = JSON.parse(await Deno.readTextFile(`${directory}/manifest.json`));
    const named = Object.entries(heads).map(([language, head]) => ({
      language,
      sha256: hashOf(head),
    }));
    return named.length === 0 ? undefined : await versionOf(named);
  } catch {
    return undefined;
  }
}

/** @throws {TypeError} where the head's entry has none */
function hashOf(head: unknown): string {
  const hash: unknown = (head as { readonly weights: { readonly sha256: unknown } }).weights.sha256;
  if (typeof hash === "string" && /^[0-9a-f]{64}$/.test(hash)) return hash;
  throw new TypeError("no hash");
}
