import type { TopLevelSpec } from "vega-lite";
import type { PostFilter } from "../core/post/post_filter.ts";
import { kindOfSources, type Source, sourcesText } from "../core/post/source.ts";
import type { Language } from "./language.ts";

/** Whose posts a picture counts, in a sentence without its full stop: it must not need the page around it. */
export function whosePosts(sources: readonly Source[], language: Language): string {
  switch (kindOfSources(sources)) {
    case "made up":
      return language.say({
        en: "Made-up posts of a demo, of no real server",
        fr: "Messages inventés d’une démo, d’aucun vrai serveur",
      });
    case "replayed":
      return language.say({
        en: "Posts replayed from a file",
        fr: "Messages rejoués depuis un fichier",
      });
    case "server":
      return sources.length === 0 ? "" : language.say({
        en: `Public posts of ${sourcesText(sources)}`,
        fr: `Messages publics de ${sourcesText(sources)}`,
      });
  }
}

/** Which of the posts a picture counts, in words; empty: all of them. */
export function whichPosts(filter: PostFilter | undefined, language: Language): string {
  const { tag, server, langs = [] } = filter ?? {};
  return [
    tag === undefined ? "" : `#${tag.replace(/^[#＃]/, "")}`,
    server === undefined ? "" : language.say({
      en: `accounts of ${server}`,
      fr: `comptes de ${server}`,
    }),
    langs.map((lang) => language.languageName(lang)).join(", "),
  ].filter((part) => part !== "").join(", ");
}

/** The spec with a last line under its title: whose posts it counts, by what, and the day it was made. */
export function signed(
  spec: TopLevelSpec,
  { sources, filter, now, language }: {
    readonly sources: readonly Source[];
    readonly filter?: PostFilter | undefined;
    /** ms since 1970. */
    readonly now: number;
    readonly language: Language;
  },
): TopLevelSpec {
  const whose = [whosePosts(sources, language), whichPosts(filter, language)]
    .filter((part) => part !== "").join(" · ");
  const made = language.say({
    en: `counted by Trunkline, ${language.date(now)}`,
    fr: `comptés par Trunkline, ${language.date(now)}`,
  });
  const { title } = spec;
  if (typeof title !== "object" || Array.isArray(title) || !("text" in title)) return spec;
  const subtitle = [title.subtitle ?? ""].flat().filter((line) => line !== "");
  const line = whose === "" ? made : `${whose}, ${made}`;
  return { ...spec, title: { ...title, subtitle: [...subtitle, line] } };
}
