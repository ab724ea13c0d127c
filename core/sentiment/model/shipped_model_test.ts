import assert from "node:assert/strict";
import { IDENTITY_TERMS, identityBias } from "../evaluation/identity_terms.ts";
import { openModel } from "./model_file.ts";

const SHIPPED = new URL("../../../models/english", import.meta.url).pathname;

Deno.test("the shipped model loads, is small, and its card names its version", async () => {
  const { model, manifest } = await openModel(SHIPPED);
  assert.equal(model.classes, 3);
  assert.ok(manifest.weights.bytes <= 8_000_000);
  const card = await Deno.readTextFile(`${SHIPPED}/README.md`);
  assert.ok(card.includes(model.version), `the card does not name ${model.version}`);
});

Deno.test("the shipped model knows plain feelings, smiles and denial", async () => {
  const { model } = await openModel(SHIPPED);
  for (
    const [text, label] of [
      ["I love this!", "positive"],
      ["so happy right now :)", "positive"],
      ["🎉🎉 best day ever", "positive"],
      ["not good at all", "negative"],
      ["I hate waiting, this is awful", "negative"],
      ["this is so sad :(", "negative"],
      ["The match is at 8 tonight", "neutral"],
    ] as const
  ) {
    const score = model.score(text, "en");
    assert.ok("label" in score && score.label === label, `${text}: ${JSON.stringify(score)}`);
  }
});

Deno.test("what the card says of identity terms is what the model does", async () => {
  const { model } = await openModel(SHIPPED);
  const card = await Deno.readTextFile(`${SHIPPED}/README.md`);
  const bias = identityBias(model);
  for (const group of Object.keys(IDENTITY_TERMS) as (keyof typeof IDENTITY_TERMS)[]) {
    for (const [term, mean] of Object.entries(bias[group])) {
      const figure = `${term} ${mean.toFixed(2).slice(1)}`;
      // A term and its figure by themselves: "female .52" says nothing of "male".
      const said = card.split(/[,|\n]/).some((part) => part.trim() === figure);
      assert.ok(said, figure);
    }
  }
});
