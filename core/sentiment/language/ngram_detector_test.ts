import assert from "node:assert/strict";
import { eld } from "eld/extrasmall";
import fc from "fast-check";
import { ngramFile } from "./build_ngrams.ts";
import { NgramDetector } from "./ngram_detector.ts";
import { postText } from "../text/post_text.ts";
import { TAG, Tokens } from "../text/tokens.ts";

const detector = await NgramDetector.open();
const LANGUAGES: readonly string[] = Object.values(eld.info().Languages);

/** Compares what the detector and eld make of a text of words. */
function compare(words: string): void {
  const tokens = new Tokens();
  tokens.scan(postText(words));
  detector.read(tokens, TAG);
  // The tokenizer cuts stretched words and small letters; eld is given what it has left of the words.
  const spans = Array.from({ length: tokens.count }, (_, i) => i)
    .filter((i) => tokens.kind[i]! <= TAG)
    .map((i) => String.fromCharCode(...tokens.chars.subarray(tokens.start[i]!, tokens.end[i]!)));
  const result = eld.detect(spans.join(" "));
  assert.equal(detector.language, result.language, words);
  const scores = result.getScores();
  for (const language of LANGUAGES) {
    assert.equal(detector.score(language), scores[language], `${language}: ${words}`);
  }
}

Deno.test("texts in many languages read as eld reads them, score by score", () => {
  for (
    const text of [
      "The trains were late again, and nobody said why; we waited on the platform for an hour.",
      "Les trains étaient encore en retard et personne n'a dit pourquoi, l'attente fut longue.",
      "Die Züge waren schon wieder verspätet, und niemand hat gesagt, warum; wir warteten.",
      "Los trenes llegaron tarde otra vez y nadie dijo por qué, ¡qué mañana!",
      "Os comboios atrasaram-se outra vez e ninguém disse porquê, não percebo.",
      "I treni erano di nuovo in ritardo e nessuno ha detto perché, l'attesa è stata lunga.",
      "Pociągi znów się spóźniły i nikt nie powiedział dlaczego, czekaliśmy godzinę.",
      "Поезда снова опоздали, и никто не сказал почему.",
      "Τα τρένα άργησαν πάλι και κανείς δεν είπε γιατί.",
      "今日は電車がまた遅れて、誰も理由を言わなかった。",
      "기차가 또 늦었고 아무도 이유를 말하지 않았다.",
      "القطارات تأخرت مرة أخرى ولم يقل أحد لماذا",
      "रेलगाड़ियाँ फिर से देर से आईं और किसी ने नहीं बताया क्यों",
      "90's b2b 3d o'clock l'été rock'n'roll x 7 2'a",
      "a",
      "",
      "word ".repeat(200),
      "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ist lang"
        .repeat(
          7,
        ),
    ]
  ) compare(text);
});

// eld reads some rare letters (ǧ, IPA, Syriac) as blanks within a word, the detector as letters: none is here.
Deno.test("property: any words read as eld reads them", () => {
  const letters = fc.constantFrom(..."etaoinshrdlucmwfgypbvkjxqzéèàüößñçãłőžядعرहिनी汉字かな한0'");
  const word = fc.string({ unit: letters, minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 90 }), (words) => compare(words.join(" "))),
    { numRuns: 2_000 },
  );
});

Deno.test("the n-grams in the repository are those of the package", async () => {
  const file = new URL("./ngrams.json", import.meta.url);
  assert.ok(await Deno.readTextFile(file) === await ngramFile(), "run build_ngrams.ts again");
});
