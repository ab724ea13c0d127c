import type { Account } from "./status.ts";

/** Accounts and servers whose posts are never kept. */
export interface BlockList {
  /** `instance` is the host of an account whose `acct` names none. */
  match(account: Account, instance: string): "blocked_account" | "blocked_host" | undefined;
}

/**
 * A block list of entries `name@host` (or `@name@host`, or an account's address) and `host`, which covers the host's
 * subdomains as a Mastodon domain block does. Case makes no difference, nor whether a host is written in Unicode or in
 * ASCII (`xn--…`); a name without a host is one of this server.
 */
export function blockListOf(entries: readonly string[]): BlockList {
  const accounts = new Set<string>();
  const hosts = new Set<string>();
  for (const entry of entries) {
    const word = entry.trim().toLowerCase();
    if (word === "") continue;
    if (word.includes("://")) accounts.add(word);
    else if (word.includes("@")) accounts.add(inAscii(word.replace(/^@/, "")));
    else hosts.add(inAscii(word.replace(/^\*\./, "")));
  }
  return {
    match({ acct, uri, url }, instance) {
      if (accounts.size === 0 && hosts.size === 0) return undefined;
      const name = inAscii(acct.toLowerCase());
      const at = name.lastIndexOf("@");
      const full = at === -1 ? `${name}@${instance.toLowerCase()}` : name;
      const addresses = [uri, url].flatMap((each) =>
        each === undefined ? [] : [each.toLowerCase()]
      );
      if ([name, full, ...addresses].some((each) => accounts.has(each))) return "blocked_account";
      const of = [full.slice(full.lastIndexOf("@") + 1), ...addresses.map(hostOf)];
      return of.some((host) => withParents(host).some((each) => hosts.has(each)))
        ? "blocked_host"
        : undefined;
    },
  };
}

/** Entries of a block list file: one a line, `#` begins a comment. */
export function parseBlockList(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.replace(/#.*$/, "").trim()).filter((line) =>
    line !== ""
  );
}

/** `host` or `name@host` with the host as DNS has it. */
function inAscii(text: string): string {
  // Nearly all are: the way through URL costs more than all else here.
  if (/^[\x20-\x7e]*[^.]$/.test(text)) return text;
  const at = text.lastIndexOf("@") + 1;
  const host = URL.parse(`http://${text.slice(at)}`)?.hostname.replace(/\.$/, "");
  return text.slice(0, at) + (host || text.slice(at));
}

function hostOf(address: string): string {
  return URL.parse(address)?.hostname ?? "";
}

/** `a.b.c` → `a.b.c`, `b.c`, `c`. */
function withParents(host: string): readonly string[] {
  const labels = host.split(".");
  return labels.map((_, index) => labels.slice(index).join("."));
}
