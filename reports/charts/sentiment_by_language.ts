import type { ChartDefinition } from "../chart.ts";
import { noPosts } from "../empty_chart.ts";
import { rowsByPlace } from "../label_expression.ts";
import type { Language } from "../language.ts";
import type { LanguageCount, ReportData, Unjudged } from "../report_data.ts";
import { sideName, SIDES } from "../sentiment.ts";
import { framed, INK, SENTIMENT, WIDTH } from "../theme.ts";
import { spanText } from "../time_axis.ts";

/** Languages with a bar, and with shares in the sentence. */
const SHOWN = 12;
const SAID = 3;
/** Languages without a head that are named. */
const NAMED = 3;
/** Fewer scored posts say nothing of a language. */
const SCORED_MIN = 30;
/** A part of a bar from this share on has its percentage in it. */
const TEXT_FROM = 0.13;

/** Sentiment of posts by the language that they state, what is not judged and why, and how sure the rest is. */
export const sentimentByLanguage: ChartDefinition = (data, language) => {
  const name = "sentiment_by_language";
  const title = language.say({ en: "Sentiment by language", fr: "Sentiment par langue" });
  if (data.span === undefined || data.languages.length === 0) return noPosts(name, title, language);
  const shown = data.languages.slice(0, SHOWN);
  const labels = shown.map(({ lang }) => called(lang, language));
  const sides = SIDES.map((side) => `${SENTIMENT[side].sign} ${sideName(side, language)}`);
  const parts = shown.flatMap((each, place) => {
    let to = 0;
    return SIDES.map((side, at) => {
      const share = countOf(each, side) / each.toots;
      const from = to;
      to += share;
      return {
        place,
        label: sides[at],
        from,
        to,
        middle: (from + to) / 2,
        text: share >= TEXT_FROM ? language.percent(share) : "",
        ink: side === "unscored" || side === "neutral" ? INK.strong : "#ffffff",
      };
    });
  });
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [0, 1] },
    axis: {
      title: language.say({
        en: "Share of the posts that state this language",
        fr: "Part des messages qui indiquent cette langue",
      }),
      format: "%",
    },
  });
  return {
    name,
    title,
    spec: framed({
      width: WIDTH - 120,
      height: { step: 26 },
      data: { values: parts },
      encoding: {
        y: rowsByPlace(labels, 230),
      },
      layer: [
        {
          mark: { type: "bar", stroke: INK.soft, strokeWidth: 0.6 },
          encoding: {
            x: x("from"),
            x2: { field: "to" },
            color: {
              field: "label",
              type: "nominal",
              scale: { domain: sides, range: SIDES.map((side) => SENTIMENT[side].colour) },
              legend: {
                title: null,
                orient: "top",
                symbolStrokeColor: INK.soft,
                symbolStrokeWidth: 1,
              },
            },
          },
        },
        {
          data: { values: parts.filter(({ text }) => text !== "") },
          mark: { type: "text", fontSize: 12 },
          encoding: {
            x: x("middle"),
            text: { field: "text", type: "nominal" },
            color: { field: "ink", type: "nominal", scale: null },
          },
        },
      ],
      resolve: { scale: { color: "independent" } },
    }, { title, subtitle: spanText(data, language), language }),
    sentences: [moods(data, language), unjudged(data, language)],
    table: {
      columns: [
        language.say({ en: "Language", fr: "Langue" }),
        ...SIDES.map((side) => sideName(side, language)),
      ],
      rows: data.languages.map((each) => [
        called(each.lang, language),
        ...SIDES.map((side) => countOf(each, side)),
      ]),
    },
  };
};

function called(lang: string, language: Language): string {
  return lang === "und" ? language.languageName(lang) : `${language.languageName(lang)} (${lang})`;
}

function scoredOf({ positive, neutral, negative }: LanguageCount): number {
  return positive + neutral + negative;
}

function countOf(each: LanguageCount, side: typeof SIDES[number]): number {
  return side === "unscored" ? each.toots - scoredOf(each) : each[side];
}

function moods({ languages }: ReportData, language: Language): string {
  const told = languages.filter((each) => scoredOf(each) >= SCORED_MIN).slice(0, SAID).map(
    (each) => {
      const share = (side: "positive" | "negative") =>
        language.percent(each[side] / scoredOf(each));
      return language.say({
        en: `${called(each.lang, language)} ${share("positive")} positive and ${
          share("negative")
        } negative`,
        fr: `${called(each.lang, language)} ${share("positive")} positifs et ${
          share("negative")
        } négatifs`,
      });
    },
  );
  return told.length === 0
    ? language.say({
      en: `No language has ${SCORED_MIN} posts with a score, so that none is compared.`,
      fr: `Aucune langue n’a ${SCORED_MIN} messages avec un score : rien n’est comparé.`,
    })
    : language.say({
      en: `Of the posts with a score: ${told.join("; ")}.`,
      fr: `Parmi les messages avec un score : ${told.join(" ; ")}.`,
    });
}

/** What is not judged and why, and how sure the model is of the rest. */
function unjudged(data: ReportData, language: Language): string {
  const all = data.languages.reduce((sum, { toots }) => sum + toots, 0);
  const scored = data.languages.reduce((sum, each) => sum + scoredOf(each), 0);
  const { judged } = data;
  const without = all === scored
    ? language.say({ en: "Every post has a score", fr: "Tous les messages ont un score" })
    : language.say({
      en: `${language.percent((all - scored) / all)} of posts have no score`,
      fr: `${language.percent((all - scored) / all)} des messages n’ont pas de score`,
    });
  const reasons = judged === undefined ? [] : reasonsOf(judged, all, language);
  const why = reasons.length === 0
    ? ""
    : `${language.say({ en: ": ", fr: " : " })}${
      reasons.join(language.say({ en: "; ", fr: " ; " }))
    }`;
  const sure = judged?.sureness === undefined ? "" : language.say({
    en: ` Of the posts called positive or negative, about ${
      language.percent(judged.sureness)
    } are expected to be so, going by how the model errs and by how many posts seem to be neutral.`,
    fr: ` Parmi les messages dits positifs ou négatifs, environ ${
      language.percent(judged.sureness)
    } devraient l’être à juste titre, d’après les erreurs connues du modèle et la part estimée de messages neutres.`,
  });
  return `${without}${why}.${sure}`;
}

function reasonsOf(judged: Unjudged, all: number, language: Language): string[] {
  const share = (toots: number) => language.percent(toots / all);
  const names = judged.unknown.slice(0, NAMED).map((lang) => language.languageName(lang));
  const listed = new Intl.ListFormat(language.locale, { type: "conjunction" }).format(names);
  const reasons: readonly (readonly [number, { en: string; fr: string }])[] = [
    [judged.otherLanguage, {
      en: `in a language that the model does not know (${listed} above all)`,
      fr: `dans une langue que le modèle ne connaît pas (surtout ${listed})`,
    }],
    [judged.unsureLanguage, {
      en: "too short to be sure of their language",
      fr: "trop courts pour être sûr de leur langue",
    }],
    [judged.onlyLinks, {
      en: "nothing but links or mentions",
      fr: "rien que des liens ou des mentions",
    }],
    [judged.empty, { en: "without text", fr: "sans texte" }],
    [judged.noKnownWord, {
      en: "without a word that the model knows",
      fr: "sans un mot que le modèle connaît",
    }],
  ];
  return reasons.filter(([toots]) => toots > 0)
    .map(([toots, words]) => `${share(toots)} ${language.say(words)}`);
}
