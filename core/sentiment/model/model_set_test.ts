import assert from "node:assert/strict";
import { loadModel, openModel } from "./model_file.ts";
import { MANIFEST } from "./manifest.ts";
import { FEATURE_COUNT } from "../text/features.ts";
import { SIGNAL_COUNT } from "../text/signals.ts";
import { trainModel } from "../training/train.ts";
import { trainLanguage } from "../training/train_language.ts";
import { WordFilter } from "../text/word_filter.ts";

const SHIPPED = new URL("../../../models/posts", import.meta.url).pathname;

async function inDirectory(use: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** Made-up Dutch posts in three classes. */
function dutch(count: number): string {
  const words = [["vreselijk", "slecht", "boos"], ["vandaag", "morgen", "trein"], [
    "geweldig",
    "mooi",
    "blij",
  ]];
  const names = ["negative", "neutral", "positive"];
  return "label,text\n" + Array.from({ length: count }, (_, i) => {
    const kind = i % 3;
    return `${names[kind]},het weer in de stad is ${
      words[kind]![i % 7 % 3]
    } en wij gaan naar huis ${i % 11}\n`;
  }).join("");
}

/** Made-up English tweets in Sentiment140's columns. */
function english(count: number): string {
  return Array.from({ length: count }, (_, i) => {
    const word = i % 2 === 0
      ? ["awful", "sad", "broken"][i % 3]
      : ["great", "lovely", "fun"][i % 3];
    return `"${i % 2 * 4}","${i}","d","q","u","we had ${word} weather on our way to work ${
      i % 13
    }"\n`;
  }).join("");
}

Deno.test("a language is added to a model, the other heads stay as they are, and the bytes come again", () =>
  inDirectory(async (d) => {
    await Deno.writeTextFile(`${d}/en.csv`, english(600));
    await Deno.writeTextFile(`${d}/nl.csv`, dutch(600));
    const labelled = `${d}/nl.csv`;
    await trainModel({ data: `${d}/en.csv`, model: `${d}/m` });
    const before = await Deno.readFile(`${d}/m/en.bin`);
    const learned = await trainLanguage({ language: "nl", labelled, model: `${d}/m` });
    assert.ok(learned.macroF1! > 0.95, `${learned.macroF1}`);
    assert.deepEqual(await Deno.readFile(`${d}/m/en.bin`), before);
    const { model, manifest } = await openModel(`${d}/m`);
    assert.deepEqual(model.languages, ["en", "nl"]);
    assert.equal(manifest.heads.nl!.labelled!.rows, 600);
    const score = model.score("het weer in de stad is geweldig en wij gaan naar huis", "nl");
    assert.ok("label" in score && score.label === "positive" && score.language === "nl");
    const other = model.score("we had lovely weather on our way to work", "en");
    assert.ok("label" in other && other.label === "positive" && other.language === "en");

    await trainLanguage({ language: "nl", labelled, model: `${d}/again` });
    assert.deepEqual(
      await Deno.readFile(`${d}/again/nl.bin`),
      await Deno.readFile(`${d}/m/nl.bin`),
    );
    // A model without English: undeclared posts that nothing is known of are read in the language that it has.
    const alone = await loadModel(`${d}/again`);
    assert.deepEqual(alone.score("we had lovely weather on our way to work", "en"), {
      unscored: "language",
      language: "en",
    });
  }));

Deno.test("a model of the first format is read as before, and becomes a head of the directory that gets another", () =>
  inDirectory(async (d) => {
    await Deno.writeTextFile(`${d}/en.csv`, english(600));
    await Deno.writeTextFile(`${d}/nl.csv`, dutch(90));
    await trainModel({ data: `${d}/en.csv`, model: `${d}/m` });
    await asFirstFormat(`${d}/m`);
    const old = await loadModel(`${d}/m`);
    assert.deepEqual([old.languages, old.classes], [["en"], 2]);
    const texts = ["we had lovely weather on our way", "an awful day at work for all of us"];
    const scores = texts.map((text) => old.score(text, "en"));
    assert.deepEqual(scores.map((score) => "label" in score && score.label), [
      "positive",
      "negative",
    ]);
    await trainLanguage({ language: "nl", labelled: `${d}/nl.csv`, model: `${d}/m` });
    const both = await loadModel(`${d}/m`);
    assert.deepEqual(both.languages, ["en", "nl"]);
    assert.deepEqual(texts.map((text) => both.score(text, "en")), scores);
    assert.ok(![...Deno.readDirSync(`${d}/m`)].some(({ name }) => name === "weights.bin"));
  }));

/** Rewrites a model of one English head as the first format had it: no vocabulary, one file, a flat manifest. */
async function asFirstFormat(directory: string): Promise<void> {
  const manifest = JSON.parse(await Deno.readTextFile(`${directory}/${MANIFEST}`));
  const { bits: _, twoClass: _two, vocabulary, weights: _old, ...head } = manifest.heads.en;
  const bytes = await Deno.readFile(`${directory}/en.bin`);
  const start = (6 + SIGNAL_COUNT * 3) * 8 + WordFilter.BYTES;
  const rest = bytes.length - start - vocabulary * 5;
  assert.equal(rest, FEATURE_COUNT);
  const old = new Uint8Array(start + rest);
  old.set(bytes.subarray(0, start));
  old.set(bytes.subarray(start + vocabulary * 5), start);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", old));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  await Deno.remove(`${directory}/en.bin`);
  await Deno.writeFile(`${directory}/weights.bin`, old);
  await Deno.writeTextFile(
    `${directory}/${MANIFEST}`,
    JSON.stringify({
      format: manifest.format,
      formatVersion: 3,
      features: manifest.features,
      languages: ["en"],
      ...head,
      weights: { file: "weights.bin", bytes: old.length, sha256 },
    }),
  );
}

Deno.test("what the shipped model reads: the declaration, unless the words or the script say otherwise", async () => {
  const model = await loadModel(SHIPPED);
  for (
    const [text, declared, language, isScored] of [
      ["Je suis très content de ce petit concert, merci à tous", "fr", "fr", true],
      ["Je suis très content de ce petit concert, merci à tous", "en", "fr", true],
      ["Je suis très content de ce petit concert, merci à tous", "und", "fr", true],
      ["Das war heute wirklich ein schöner Tag im Garten", "en", "de", true],
      ["What a lovely morning it was by the sea", "fr", "en", true],
      ["What a lovely morning it was by the sea", "zh_CN", "en", true],
      ["今日はとても楽しかったです", "en", "ja", false],
      ["Сегодня был прекрасный день", "en", "ru", false],
      ["Wat een mooie dag was het gisteren in de tuin", "nl", "nl", false],
      // Few words stay with what was declared, unless they clearly read as another language.
      ["Bonjour Paris", "fr", "fr", true],
      ["lol ok", "de", "de", true],
      ["guten Morgen zusammen", "en", "de", false],
      ["great day", "und", "en", true],
      // No word at all: the declaration alone decides.
      ["🎉🎉", "fr", "fr", true],
      ["🎉🎉", "ja", "ja", false],
      ["😀", "und", "en", true],
      // Portuguese of either country.
      ["Que dia lindo, adorei o show de ontem", "pt-BR", "pt", true],
    ] as const
  ) {
    const score = model.score(text, declared);
    assert.equal(score.language, language, `${text} (${declared}) is read as ${score.language}`);
    assert.equal("label" in score, isScored, `${text} (${declared}): ${JSON.stringify(score)}`);
  }
});

Deno.test("property: a score does not depend on the posts before it", async () => {
  const texts = [
    "My blind neighbour is lovely and I hate the awful noise",
    "J'adore ce vieux film, mais la fin est horrible :(",
    "𐍈𐍈 good 𐍈 bad",
    "Mein Nachbar ist nicht nett, aber sein Hund ist toll!",
    "#LoveThis sooooo GREAT 🎉 :blobcat: x",
    "una giornata orribile con il capo",
  ];
  const alone: unknown[] = [];
  for (const text of texts) alone.push((await loadModel(SHIPPED)).score(text));
  const model = await loadModel(SHIPPED);
  for (let shift = 0; shift < texts.length; shift++) {
    for (let i = 0; i < texts.length; i++) {
      const at = (i * 5 + shift) % texts.length;
      assert.deepEqual(model.score(texts[at]!), alone[at], `${texts[at]}`);
    }
  }
});
