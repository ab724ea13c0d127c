import { kindOfSources, type Source, sourcesText } from "../../../core/post/source.ts";
import type { PostFilter } from "../../../core/post/post_filter.ts";
import { filterTexts } from "./filters.ts";
import type { Scene } from "./scene.ts";
import { fill, type Locale, timeZone } from "./locale.ts";
import { coveredShare } from "./series.ts";

/** What a file of the page says of itself. */
export interface Origin {
  /** One line: whose posts, when, in which time zone, how much of it was covered, and when it was made. */
  readonly line: string;
  /** Server and times in a file's name. */
  readonly file: string;
}

/** Whose posts the page shows, in words; empty while no post is stored. */
export function whoseText(sources: readonly Source[], { messages }: Locale): string {
  switch (kindOfSources(sources)) {
    case "made up":
      return messages.sourceDemo;
    case "replayed":
      return messages.sourceReplay;
    case "server":
      return sources.length === 0
        ? ""
        : fill(messages.sourceServers, { source: sourcesText(sources) });
  }
}

/** The origin of the pictures and tables of a scene; `now` in ms since 1970. */
export function originOf(
  { locale, from, to, gaps }: Scene,
  { sources, filter, now }: {
    readonly sources: readonly Source[];
    readonly filter: PostFilter;
    readonly now: number;
  },
): Origin {
  const { messages, moment, share } = locale;
  const until = Math.min(to, now);
  const facts = [
    whoseText(sources, locale),
    `${moment(from)} – ${moment(until)} (${timeZone()})`,
    ...filterTexts(filter, locale).map(({ text }) => text),
    fill(messages.coveredFact, {
      share: share(Math.floor(coveredShare(gaps, from, to) * 100) / 100),
    }),
    fill(messages.madeFact, { time: moment(now) }),
  ];
  return {
    line: facts.filter((fact) => fact !== "").join(" · "),
    file: [
      (sources[0]?.server ?? "").replace(/[^\w.-]/g, "_"),
      ...[filter.tag ?? "", filter.server ?? "", ...filter.langs]
        .map((part) => part.replace(/[^\p{L}\p{N}_.-]/gu, "_")),
      stamp(from),
      stamp(until),
    ].filter((part) => part !== "").join("-"),
  };
}

/** `20261129T2006Z` */
function stamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]/g, "").replace(/\d\d\.\d{3}Z$/, "Z");
}
