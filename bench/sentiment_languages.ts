import { PermanentError } from "../core/base/errors.ts";
import { foldLanguage } from "../core/post/language_tag.ts";
import { htmlToText } from "../core/post/html_to_text.ts";
import { postScorer } from "../core/scoring/post_scorer.ts";
import { readLabelled } from "../core/sentiment/data/labelled_rows.ts";
import { openDataFile } from "../core/sentiment/data/open_data_file.ts";
import { figuresOf } from "../core/sentiment/evaluation/evaluate.ts";
import {
  IDENTITY_PROBES,
  identityDistances,
} from "../core/sentiment/evaluation/identity_languages.ts";
import { peopleDistances } from "../core/sentiment/evaluation/people_distances.ts";
import {
  type Confusion,
  estimateShares,
  figuresAtShares,
} from "../core/sentiment/evaluation/class_shares.ts";
import type { ModelSet } from "../core/sentiment/model/model_set.ts";
import { postText } from "../core/sentiment/text/post_text.ts";
import { type Figure, figure as heldFigure, type Held } from "./result.ts";

/**
 * A language: its file, rows of UMSAB at the file's beginning, the least macro-F1 on them, and what logistic regression over
 * TF-IDF of words and characters has on UMSAB's test, which is held back.
 */
const LANGUAGES = {
  de: { file: "german", rows: 322, atLeast: 0.66, tfidf: 0.638 },
  es: { file: "spanish", rows: 324, atLeast: 0.55, tfidf: 0.555 },
  fr: { file: "french", rows: 322, atLeast: 0.6, tfidf: 0.592 },
  it: { file: "italian", rows: 323, atLeast: 0.56, tfidf: 0.551 },
  pt: { file: "portuguese", rows: 324, atLeast: 0.6, tfidf: 0.604 },
} as const;
const MEAN_TFIDF = 0.588;
/** From so many words on, what a post reads as decides. */
const WORDS = 5;

/**
 * Figures of the languages beside English, on `dev/` of a folder of labelled posts: macro-F1 and recall of neutral on UMSAB's
 * rows, calibration error on all rows, terms of identity (English, too), and posts of other languages that are taken for English.
 *
 * The floors are for UMSAB's test, which is held back: on `dev/` they are the same, since its rows are drawn as those of
 * the test are. With 322 rows a standard error is .026; the mean of the five, .012, says more.
 */
export async function languageFigures(model: ModelSet, folder: string): Promise<Figure[]> {
  const figures: Figure[] = identityFigures(model, "en");
  const scores: number[] = [];
  let long = 0;
  let english = 0;
  for (const [language, { file, rows, atLeast, tfidf }] of Object.entries(LANGUAGES)) {
    const path = `${folder}/dev/${file}.csv.gz`;
    const data = await readLabelled(openDataFile(path), { name: path });
    const judged = data.texts.map((text) => model.score(text, language));
    const part = (count: number) =>
      figuresOf(model, {
        texts: data.texts.slice(0, count),
        labels: data.labels.slice(0, count),
        languages: data.texts.slice(0, count).map(() => language),
      }, judged.slice(0, count)).languages[language]!;
    const own = part(rows);
    const all = part(data.texts.length);
    scores.push(own.macroF1.value);
    figures.push(
      figure(`${language}, ${rows} tweets: macro-F1`, own.macroF1.value, "", {
        ...{ atLeast, reference: tfidf },
      }),
      figure("… macro-recall", own.macroRecall.value),
      figure("… recall of neutral", own.recall.neutral ?? NaN),
      figure("… rows with a score", own.coverage * 100, "%"),
      figure(`… ${all.rows} rows: calibration error, even sides`, all.ece ?? NaN, "", {
        atMost: 0.04,
      }),
      ...identityFigures(model, language),
    );
    for (const text of data.texts.slice(0, rows)) {
      if ((postText(text).text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) < WORDS) continue;
      long++;
      const score = model.score(text, "en");
      if ("label" in score && score.language === "en") english++;
    }
  }
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  figures.push(
    figure("mean of the five: macro-F1", mean, "", { atLeast: 0.6, reference: MEAN_TFIDF }),
    figure(`declared as English, ${long} of these: scored as English`, english / long * 100, "%", {
      atMost: 3,
    }),
  );
  return figures;
}

function identityFigures(model: ModelSet, language: string): Figure[] {
  const groups = Object.values(identityDistances(model, language, IDENTITY_PROBES[language]!));
  const axes = Object.values(peopleDistances(model, language));
  const what = `${language}, terms of identity: largest distance in a group`;
  return [
    figure(what, Math.max(...groups), "", { atMost: 0.15 }),
    figure("… in an axis of all words that name people", Math.max(...axes), "", { atMost: 0.15 }),
  ];
}

/**
 * Share of posts of a file of statuses, one JSON a line, that have a score; and the figures of each language again for the
 * shares of the classes in that stream, which are estimated from what the model calls its posts and from how it confuses
 * classes, by its manifest: the page says the same of the posts that it shows.
 */
export async function streamFigures(
  model: ModelSet,
  { path, confusions }: {
    readonly path: string;
    readonly confusions: ReadonlyMap<string, Confusion>;
  },
): Promise<Figure[]> {
  const { score } = postScorer(model);
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (cause) {
    throw new PermanentError(`Cannot read ${path}. Name a file with --statuses FILE`, { cause });
  }
  const lines = text.trim().split("\n");
  let scored = 0;
  const said = new Map<string, number[]>();
  for (const line of lines) {
    const status = JSON.parse(line);
    const html = String(status.content ?? "");
    const options: readonly { readonly title: string }[] = status.poll?.options ?? [];
    const shown = {
      html,
      spoiler: String(status.spoiler_text ?? ""),
      poll: options.map(({ title }) => title).join("\n"),
    };
    const judged = score(htmlToText(html), foldLanguage(status.language), shown);
    if (!("label" in judged)) continue;
    scored++;
    const { language = "und" } = judged;
    const counts = said.get(language) ?? [0, 0, 0];
    said.set(language, counts);
    counts[judged.label + 1]!++;
  }
  const shares = estimateShares(
    [...said].flatMap(([language, counts]) => {
      const confusion = confusions.get(language);
      return confusion === undefined ? [] : [{ said: counts, confusion }];
    }),
  );
  const names = ["negative", "neutral", "positive"];
  return [
    figure(`${lines.length} posts of a stream: scored`, scored / lines.length * 100, "%", {
      atLeast: 80,
    }),
    ...shares.map((share, c) => figure(`… ${names[c]}, estimated`, share * 100, "%")),
    ...[...confusions].flatMap(([language, confusion]) => {
      const { accuracy, macroF1, precision } = figuresAtShares(confusion, shares);
      return [
        figure(`${language}, with these shares: right labels`, accuracy * 100, "%"),
        figure("… macro-F1", macroF1),
        ...[0, 2].map((c) => figure(`… called ${names[c]} and right`, precision[c]! * 100, "%")),
      ];
    }),
  ];
}

function figure(
  what: string,
  value: number,
  unit = "",
  { reference, ...held }: Omit<Held, "reference"> & { readonly reference?: number } = {},
): Figure {
  return heldFigure(what, value, unit, {
    ...held,
    ...(reference !== undefined &&
      { reference: { what: "TF-IDF and logistic regression, held-back test", value: reference } }),
  });
}
