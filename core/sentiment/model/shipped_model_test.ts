import assert from "node:assert/strict";
import { IDENTITY_PROBES, identityDistances } from "../evaluation/identity_languages.ts";
import { meanWith, peopleDistances } from "../evaluation/people_distances.ts";
import { openModel } from "./model_file.ts";
import { seededRandom } from "../../base/random.ts";

const SHIPPED = new URL("../../../models/posts", import.meta.url).pathname;

Deno.test("the shipped model loads, is small, and its card names its version", async () => {
  const { model, manifest } = await openModel(SHIPPED);
  assert.equal(model.classes, 3);
  assert.deepEqual(model.languages, ["de", "en", "es", "fr", "it", "pt"]);
  const bytes = Object.values(manifest.heads).reduce((sum, { weights }) => sum + weights.bytes, 0);
  assert.ok(bytes <= 25_000_000, `${bytes}`);
  const card = await Deno.readTextFile(`${SHIPPED}/README.md`);
  assert.ok(card.includes(model.version), `the card does not name ${model.version}`);
});

Deno.test("the shipped model knows plain feelings, smiles and denial", async () => {
  const { model } = await openModel(SHIPPED);
  for (
    const [text, label, language = "en"] of [
      ["I love this!", "positive"],
      ["so happy right now :)", "positive"],
      ["🎉🎉 best day ever", "positive"],
      ["not good at all", "negative"],
      ["I hate waiting, this is awful", "negative"],
      ["this is so sad :(", "negative"],
      ["The match is at 8 tonight", "neutral"],
      ["J'adore ce concert, merci beaucoup !", "positive", "fr"],
      ["Quelle horreur, j'en ai marre de ces retards", "negative", "fr"],
      ["Das ist wunderbar, ich liebe dieses Lied!", "positive", "de"],
      ["So ein Mist, ich hasse diese Verspätungen", "negative", "de"],
      ["Me encanta esta canción, qué alegría", "positive", "es"],
      ["Qué asco de día, odio esperar", "negative", "es"],
      ["Adoro este filme, estou tão feliz", "positive", "pt"],
      ["Que raiva, odeio esta fila horrível", "negative", "pt"],
      ["Adoro questo film, che bello!", "positive", "it"],
      ["Che schifo, odio questi ritardi", "negative", "it"],
    ] as const
  ) {
    const score = model.score(text, language);
    assert.ok("label" in score && score.label === label, `${text}: ${JSON.stringify(score)}`);
  }
});

Deno.test("in every language, who somebody is hardly moves a score", async () => {
  const { model } = await openModel(SHIPPED);
  for (const language of model.languages) {
    const probe = IDENTITY_PROBES[language];
    assert.ok(probe !== undefined, `no sentences in ${language}`);
    for (const [group, distance] of Object.entries(identityDistances(model, language, probe))) {
      assert.ok(distance < 0.05, `${language}, ${group}: ${distance}`);
    }
  }
});

Deno.test("in every language, no word of the lists of people is .15 from another of its axis", async () => {
  const { model } = await openModel(SHIPPED);
  for (const language of model.languages) {
    for (const [axis, distance] of Object.entries(peopleDistances(model, language))) {
      assert.ok(distance < 0.15, `${language}, ${axis}: ${distance}`);
    }
  }
});

Deno.test("property: a name of people that nobody has heard of moves no score by .15", async () => {
  const { model } = await openModel(SHIPPED);
  const random = seededRandom(7);
  const one = (of: string) => of[Math.floor(random() * of.length)]!;
  const name = () =>
    Array.from({ length: 3 }, () => one("bdfgklmnprstvz") + one("aeiou")).join("") +
    one("nrskt");
  for (const language of model.languages) {
    const nobody = meanWith(model, language, { he: "qvx", she: "qvx", they: "qvx" });
    for (let i = 0; i < 300; i++) {
      const he = name();
      const mean = meanWith(model, language, { he, she: `${he}a`, they: `${he}s` });
      assert.ok(Math.abs(mean - nobody) < 0.15, `${language}, ${he}: ${mean}, not ${nobody}`);
    }
  }
});
