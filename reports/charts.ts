import type { ChartDefinition } from "./chart.ts";
import { describedMedia } from "./charts/described_media.ts";
import { hourOfWeek } from "./charts/hour_of_week.ts";
import { kindsOfPosts } from "./charts/kinds_of_posts.ts";
import { languageShare } from "./charts/language_share.ts";
import { linkedSites } from "./charts/linked_sites.ts";
import { postLength } from "./charts/post_length.ts";
import { postsByServer } from "./charts/posts_by_server.ts";
import { risingHashtags } from "./charts/rising_hashtags.ts";
import { sentimentByDay } from "./charts/sentiment_by_day.ts";
import { sentimentByLanguage } from "./charts/sentiment_by_language.ts";
import { sentimentDistribution } from "./charts/sentiment_distribution.ts";
import { tootsPerDay } from "./charts/toots_per_day.ts";
import { topHashtags } from "./charts/top_hashtags.ts";

/** Every chart of a report, in the order of its page. */
export const CHARTS: readonly ChartDefinition[] = [
  tootsPerDay,
  sentimentDistribution,
  sentimentByDay,
  sentimentByLanguage,
  topHashtags,
  risingHashtags,
  languageShare,
  hourOfWeek,
  postsByServer,
  linkedSites,
  kindsOfPosts,
  describedMedia,
  postLength,
];
