import type { Account } from "./account.ts";
import { Content } from "./content.ts";
import type { Language } from "./languages/language.ts";
import type { Random } from "./random.ts";
import type { Trend } from "./trends.ts";

/** Content of a post, without the id and the times that the server adds. */
export interface PostContent {
  readonly account: Account;
  readonly language: string | null;
  readonly html: string;
  /** The same as plain text, as a reader of the post sees it. */
  readonly text: string;
  /** Without `#`, as written. */
  readonly hashtags: readonly string[];
  readonly mentions: readonly Account[];
  readonly spoiler: string;
  readonly sensitive: boolean;
  readonly mood: "plain" | "happy" | "unhappy";
  readonly media: "none" | "image" | "video";
  readonly poll: boolean;
}

/** Context of the author. */
export interface Setting {
  readonly account: Account;
  readonly language: Language;
  readonly trend: Trend;
  readonly domain: string;
  /** Draws an account to mention. */
  someone(random: Random): Account;
  /** Adds sentences until HTML and text together have about this many bytes of UTF-8. */
  readonly bytes?: number;
  /** Text at the start, for an edited post. */
  readonly prefix?: string;
}

const EMOJI = [
  "😀",
  "😂",
  "🥲",
  "❤️",
  "👍🏽",
  "👩‍👩‍👧‍👦",
  "🏳️‍🌈",
  "🇺🇦",
  "🎉",
  "🌊",
  "🦣",
  "1️⃣",
  "☕",
  "✨",
] as const;
const PAGES = [
  "news.example/2026/a",
  "example.org/articles/how-we-rebuilt-the-old-station",
  "photos.example/p/9f3c",
  "video.example/watch?v=8dKq2&t=42",
] as const;

/** Writes a post. */
export function writePostContent(random: Random, setting: Setting): PostContent {
  const { account, language } = setting;
  const content = new Content();
  const mood = moodOf(random);
  const say = (text: string) => content.words(account.decomposed ? text.normalize("NFD") : text);

  if (setting.prefix !== undefined) say(setting.prefix);
  const mentions = random.chance(0.12) ? [setting.someone(random)] : [];
  for (const { json } of mentions) content.mention(json.username, json.url).words(" ");

  const link = random.chance(0.15) ? random.pick(PAGES) : undefined;
  const hashtags = tagsOf(random, setting);
  const tail = (link === undefined ? 0 : 220) + hashtags.length * 115;
  const wanted = setting.bytes === undefined ? undefined : setting.bytes - tail;
  let sentences = wanted === undefined ? 1 + random.below(4) : Infinity;
  for (; sentences > 0; sentences--) {
    say(sentence(random, language, mood));
    if (wanted !== undefined && content.size * widthOf(language) >= wanted) break;
    if (sentences > 1) breakLine(random, content, language);
  }
  if (random.chance(0.25)) say(` ${random.pick(EMOJI)}`);
  if (link !== undefined) content.words(" ").link(link);
  for (const tag of hashtags) {
    const address = encodeURIComponent(tag.toLowerCase());
    content.words(" ").hashtag(tag, `https://${setting.domain}/tags/${address}`);
  }
  const spoiler = random.chance(0.05) ? random.pick(language.topics) : "";
  return {
    account,
    language: random.chance(0.03) ? null : language.tag,
    html: content.html,
    text: content.text,
    hashtags,
    mentions,
    spoiler,
    sensitive: spoiler !== "" || random.chance(0.02),
    mood,
    media: random.chance(0.2) ? random.chance(0.85) ? "image" : "video" : "none",
    poll: random.chance(0.02),
  };
}

function tagsOf(random: Random, { language, trend }: Setting): string[] {
  const tags = random.chance(trend.share) ? [trend.tag] : [];
  if (!random.chance(0.4)) return tags;
  for (let i = random.below(3); i >= 0; i--) {
    const tag = rankedPick(random, language.hashtags);
    if (!tags.includes(tag)) tags.push(tag);
  }
  return tags;
}

function moodOf(random: Random): PostContent["mood"] {
  const roll = random.next();
  return roll < 0.34 ? "happy" : roll < 0.55 ? "unhappy" : "plain";
}

function sentence(random: Random, language: Language, mood: PostContent["mood"]): string {
  const template = random.pick(random.chance(0.75) ? language[mood] : language.plain);
  const topic = random.pick(language.topics);
  return template.startsWith("{}")
    ? topic.charAt(0).toUpperCase() + topic.slice(1) + template.slice(2)
    : template.replace("{}", topic);
}

function breakLine(random: Random, content: Content, language: Language): void {
  const roll = random.next();
  if (roll < 0.12) content.paragraph();
  else if (roll < 0.2) content.line();
  else if (language.space !== "") content.words(language.space);
}

/** Draws an item with roughly Zipf's distribution: the first most often. */
function rankedPick(random: Random, items: readonly string[]): string {
  return items[Math.floor(items.length ** random.next()) - 1] ?? random.pick(items);
}

/** Approximate bytes of UTF-8 for each UTF-16 unit of the language's script. */
function widthOf({ topics }: Language): number {
  const first = topics[0]?.charCodeAt(0) ?? 0;
  return first > 0x900 ? 2.7 : first > 0x250 ? 1.8 : 1.02;
}
