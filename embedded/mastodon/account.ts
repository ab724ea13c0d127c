import type { Language } from "./languages/language.ts";
import { oddProfile } from "./odd_profile.ts";
import { mix, Random } from "./random.ts";
import type { AccountJson } from "./status_json.ts";

/** How an account opts out of having its posts kept. */
export type OptOut = "bio_nobot" | "bio_noindex" | "noindex";

export interface Account {
  readonly json: AccountJson;
  readonly language: Language;
  /** A language that it sometimes writes in. */
  readonly secondLanguage: Language;
  /** Absent if it has not opted out. */
  readonly optOut?: OptOut;
  /** Writes decomposed Unicode (NFD). */
  readonly decomposed: boolean;
}

const HOSTS = [
  "pixels.example",
  "ruhrgebiet.example",
  "tokyo.example",
  "books.example",
  "linux.example",
  "art.example",
  "lyon.example",
  "birds.example",
  "m.example.org",
  "cafe.example.net",
] as const;

/** Generates account number `index`; languages are drawn by their weights. */
export function makeAccount(
  index: number,
  world: {
    readonly seed: number;
    readonly domain: string;
    readonly languages: readonly Language[];
    /** Whether some opt-out tags are in unusual letters, display names and profile fields. */
    readonly oddProfiles: boolean;
  },
): Account {
  const random = new Random(mix(world.seed, index, 1));
  const language = byWeight(random, world.languages);
  const username = `${random.pick(language.stems)}_${index.toString(36)}`;
  const local = random.chance(0.35);
  const host = local ? world.domain : random.pick(HOSTS);
  const id = String(109_000_000_000_000_000n + BigInt(index) * 7_919_000_003n);
  const asks = random.next();
  const optOut: OptOut | undefined = asks < 0.015
    ? "bio_nobot"
    : asks < 0.02
    ? "bio_noindex"
    : local && asks < 0.06
    ? "noindex"
    : undefined;
  const bot = random.chance(0.03);
  const indexable = random.next();
  const url = `https://${host}/@${username}`;
  const image = `https://files.${world.domain}/accounts`;
  const account: Account = {
    language,
    secondLanguage: byWeight(random, world.languages),
    decomposed: random.chance(0.02),
    ...(optOut === undefined ? {} : { optOut }),
    json: {
      id,
      username,
      acct: local ? username : `${username}@${host}`,
      display_name: random.pick(language.names),
      locked: false,
      bot,
      discoverable: random.chance(0.7),
      ...(indexable < 0.8 ? { indexable: indexable < 0.4 } : {}),
      group: false,
      created_at: new Date(1_470_000_000_000 + random.below(3_000) * 86_400_000).toISOString(),
      note: bioOf(random, language, host, { bot, optOut }),
      url,
      uri: `https://${host}/users/${username}`,
      avatar: `${image}/avatars/${id}/original/a.png`,
      avatar_static: `${image}/avatars/${id}/original/a.png`,
      header: `${image}/headers/${id}/original/h.png`,
      header_static: `${image}/headers/${id}/original/h.png`,
      followers_count: random.below(5_000),
      following_count: random.below(900),
      statuses_count: 1 + random.below(40_000),
      last_status_at: null,
      ...(local ? { noindex: optOut === "noindex" } : {}),
      emojis: [],
      roles: [],
      fields: random.chance(0.3)
        ? [{ name: "🌐", value: `https://www.${host}/${username}`, verified_at: null }]
        : [],
    },
  };
  if (!world.oddProfiles) return account;
  const profile = oddProfile(new Random(mix(world.seed, index, 7)), account);
  return { ...account, json: { ...account.json, ...profile } };
}

/** The same account after opting out. */
export function afterOptingOut(account: Account): Account {
  const { json } = account;
  const { host } = new URL(json.url);
  const note = `${json.note}<p>${tagLink("nobot", host)}</p>`;
  return { ...account, optOut: account.optOut ?? "bio_nobot", json: { ...json, note } };
}

/** The bio's HTML. Tags in a bio are links, so that `#nobot` never occurs as plain text. */
function bioOf(
  random: Random,
  language: Language,
  host: string,
  { bot, optOut }: { readonly bot: boolean; readonly optOut: OptOut | undefined },
): string {
  const words = [random.pick(language.topics), random.pick(language.topics)]
    .join(" · ").replaceAll('"', "&quot;");
  const parts = [`<p>${words}${random.chance(0.3) ? "<br />🌈 ☕ 🚲" : ""}</p>`];
  if (bot) parts.push("<p>🤖 Automated account.</p>");
  if (optOut === "bio_nobot") {
    parts.push(`<p>${tagLink(random.pick(["nobot", "NoBot", "nobots"]), host)}</p>`);
  }
  if (optOut === "bio_noindex") parts.push(`<p>${tagLink("noindex", host)}</p>`);
  return parts.join("");
}

function tagLink(name: string, host: string): string {
  return `<a href="https://${host}/tags/${name.toLowerCase()}" class="mention hashtag" rel="tag">#<span>${name}</span></a>`;
}

function byWeight(random: Random, languages: readonly Language[]): Language {
  let left = random.next() * languages.reduce((sum, { weight }) => sum + weight, 0);
  return languages.find(({ weight }) => (left -= weight) < 0) ?? random.pick(languages);
}
