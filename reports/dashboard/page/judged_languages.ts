import type { JudgedLanguage } from "../../../core/dashboard/page_protocol.ts";
import { fill, type Locale } from "./locale.ts";

/** Languages with a row, and languages that are named in a sentence. */
const ROWS_MAX = 8;
const NAMED_MAX = 3;
/** Of fewer posts called positive or negative it is not said how many are right. */
const SURE_FROM = 10;

/** The parts of a language's posts, in the order of its bar. */
export const PARTS = ["positive", "neutral", "negative", "unscored"] as const;

export interface JudgedRow {
  readonly language: string;
  readonly posts: string;
  /** Shares of its posts, 0 to 1. */
  readonly shares: Readonly<Record<typeof PARTS[number], number>>;
  /** Share of those called positive or negative that is expected to be right; a dash where they are too few. */
  readonly sureness: string;
}

/** What a panel says about the sentiment of posts by their language. */
export interface JudgedText {
  readonly rows: readonly JudgedRow[];
  readonly sentences: readonly string[];
}

/** Sentiment by language as rows; what is not judged and why, and how sure the rest is, as sentences. */
export function judgedText(judged: readonly JudgedLanguage[], locale: Locale): JudgedText {
  const { messages, count, share, language } = locale;
  const rows = judged.slice(0, ROWS_MAX).map((each) => {
    const { posts, positive, neutral, negative, sureness } = each;
    const unscored = posts - scoredOf(each);
    const shares = {
      positive: positive / posts,
      neutral: neutral / posts,
      negative: negative / posts,
      unscored: unscored / posts,
    };
    return {
      language: language(each.lang),
      posts: count(posts),
      shares,
      sureness: sureness === null || positive + negative < SURE_FROM ? "–" : share(sureness),
    };
  });
  const more = judged.length - rows.length;
  return {
    rows,
    sentences: [
      ...(more > 0 ? [fill(messages.judgedMore, { n: count(more) })] : []),
      unjudgedText(judged, locale),
      ...surenessText(judged, locale),
    ],
  };
}

function scoredOf({ positive, neutral, negative }: JudgedLanguage): number {
  return positive + neutral + negative;
}

function unjudgedText(judged: readonly JudgedLanguage[], locale: Locale): string {
  const { messages, share } = locale;
  const sum = (of: (each: JudgedLanguage) => number, among = judged) =>
    among.reduce((total, each) => total + of(each), 0);
  const posts = sum((each) => each.posts);
  const unscored = posts - sum(scoredOf);
  if (posts === 0) return messages.noPosts;
  if (unscored === 0) return messages.judgedAll;
  // Nothing of a language is judged if the model has not learned it. Of the others, posts that are too short are left out
  // where they seem to be in another language than they state.
  const unknown = judged.filter((each) => scoredOf(each) === 0 && each.otherLanguage > 0)
    .toSorted((a, b) => b.otherLanguage - a.otherLanguage);
  const known = judged.filter((each) => scoredOf(each) > 0);
  const why = (each: JudgedLanguage) =>
    each.otherLanguage + each.noKnownWord + each.onlyLinks + each.empty;
  const reasons: readonly (readonly [posts: number, text: string])[] = [
    [
      sum(({ otherLanguage }) => otherLanguage, unknown),
      fill(messages.whyLanguage, { languages: listed(unknown, locale) }),
    ],
    [sum(({ otherLanguage }) => otherLanguage, known), messages.whyUnsure],
    [sum(({ onlyLinks }) => onlyLinks), messages.whyLinks],
    [sum(({ empty }) => empty), messages.whyEmpty],
    [sum(({ noKnownWord }) => noKnownWord), messages.whyWord],
    [unscored - sum(why), messages.whyWaiting],
  ];
  return fill(messages.judgedNot, {
    share: share(unscored / posts),
    reasons: reasons.filter(([posts]) => posts > 0)
      .map(([few, text]) => `${shareOf(few, posts, locale)} ${text}`).join(messages.reasonsBetween),
  });
}

/** A share that is not 0 is never shown as 0. */
function shareOf(posts: number, all: number, { share }: Locale): string {
  return posts / all < 0.005 ? `< ${share(0.01)}` : share(posts / all);
}

function listed(languages: readonly JudgedLanguage[], { code, language }: Locale): string {
  // In a French sentence names of languages are written small.
  const written = (name: string) =>
    code === "fr" ? name.charAt(0).toLocaleLowerCase() + name.slice(1) : name;
  const names = languages.slice(0, NAMED_MAX).map(({ lang }) => written(language(lang)));
  return new Intl.ListFormat(code, { type: "conjunction" }).format(names);
}

function surenessText(judged: readonly JudgedLanguage[], { messages, share }: Locale): string[] {
  const known = judged.filter(({ sureness }) => sureness !== null);
  const sides = known.reduce((sum, { positive, negative }) => sum + positive + negative, 0);
  if (sides < SURE_FROM) return [];
  const sure = known.reduce(
    (sum, { positive, negative, sureness }) => sum + (positive + negative) * (sureness ?? 0),
    0,
  );
  return [fill(messages.judgedSure, { share: share(sure / sides) })];
}
