import type { ReportData } from "../report_data.ts";

const DAY = 86_400_000;
const FROM = Date.UTC(2026, 0, 12);

/** A made-up week, with an interruption, unscored posts and hashtags in many scripts. For tests. */
export const WEEK: ReportData = {
  sources: [{ server: "mastodon.example", stream: "public" }],
  span: { from: FROM, to: FROM + 7 * DAY },
  unit: "day",
  buckets: [420, 510, 480, 390, 610, 720, 350].map((toots, i) => ({
    start: FROM + i * DAY,
    toots,
    lengthSum: toots * (120 + 9 * i),
    positive: Math.floor(toots * (0.3 + 0.03 * i)),
    neutral: Math.floor(toots * 0.2),
    negative: Math.floor(toots * (0.35 - 0.03 * i)),
    unscored: toots - Math.floor(toots * (0.3 + 0.03 * i)) - Math.floor(toots * 0.2) -
      Math.floor(toots * (0.35 - 0.03 * i)),
  })),
  observed: { minutes: 7 * 1_440 - 2, toots: 3_480, holes: false },
  gaps: [
    { from: FROM + 3.2 * DAY, to: FROM + 3.7 * DAY, filled: false },
    { from: FROM + 5.1 * DAY, to: FROM + 5.3 * DAY, filled: true },
  ],
  languages: [
    { lang: "en", toots: 1600, positive: 610, neutral: 480, negative: 470 },
    { lang: "de", toots: 700, positive: 240, neutral: 180, negative: 260 },
    { lang: "ja", toots: 640, positive: 0, neutral: 0, negative: 0 },
    { lang: "und", toots: 300, positive: 101, neutral: 60, negative: 59 },
    { lang: "ar", toots: 240, positive: 0, neutral: 0, negative: 0 },
  ],
  judged: {
    otherLanguage: 900,
    unknown: ["ja", "ar"],
    unsureLanguage: 60,
    onlyLinks: 50,
    empty: 10,
    noKnownWord: 0,
    sureness: 0.84,
  },
  week: Array.from({ length: 168 }, (_, i) => ({
    weekday: Math.floor(i / 24) + 1,
    hour: i % 24,
    toots: Math.round(20 + 18 * Math.sin(((i % 24) - 8) / 4)),
    hours: 1,
  })).filter(({ toots }) => toots > 3),
  links: {
    from: FROM + 5 * DAY,
    sites: [
      { site: "news.example", toots: 61 },
      { site: "a-very-long-name-of-a-site-that-will-not-fit.example", toots: 22 },
    ],
  },
  batch: {
    finishedAt: FROM + 7 * DAY,
    topHashtags: [
      { hashtag: "caturday", toots: 210 },
      { hashtag: "日本語", toots: 160 },
      { hashtag: "مرحبا_بالعالم", toots: 120 },
      { hashtag: "👩‍👩‍👧🇫🇷", toots: 80 },
      { hashtag: "a_very_long_hashtag_that_will_not_fit_beside_its_bar", toots: 40 },
      { hashtag: "हिन्दी", toots: 12 },
    ],
    hashtagCount: 412,
    rising: [
      { hashtag: "Eclipse", recent: 44, expected: 3.5, isNew: false },
      { hashtag: "日食", recent: 19, expected: 0, isNew: true },
    ],
    risingPast: { recentHours: 24, pastHours: 144, observedHours: 132 },
    servers: [
      { server: "mastodon.example", toots: 1500 },
      { server: "social.example", toots: 800 },
    ],
    serverCount: 41,
    kinds: { toots: 3480, bots: 310, threads: 420, hashtags: 1410, edited: 22 },
    media: { known: 3300, posts: 840, attachments: 1102, described: 655 },
  },
};
