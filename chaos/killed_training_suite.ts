/** Training of a network that is killed on its way: it takes seconds of a whole core, too long for the tests beside the code. */
import assert from "node:assert/strict";
import { PermanentError } from "../core/base/errors.ts";
import { loadModel } from "../core/sentiment/model/model_file.ts";
import { trainModel } from "../core/sentiment/training/train.ts";
import { inDirectory, labelledPosts } from "../testing/labelled_posts.ts";

Deno.test("a deep model that is killed while it learns ends with the bytes of one that is not", () =>
  inDirectory(async (d) => {
    await Deno.writeTextFile(`${d}/data.csv`, labelledPosts(1500, "six"));
    await Deno.writeTextFile(`${d}/three.csv`, labelledPosts(600, "two", 3));
    const options = (name: string) => ({
      data: `${d}/data.csv`,
      model: `${d}/${name}`,
      labelled: `${d}/three.csv`,
      architecture: "deep" as const,
    });
    const whole = await trainModel(options("whole"));
    assert.ok(whole.auc > 0.99 && whole.macroRecall! > 0.9, JSON.stringify(whole));
    for (const stage of ["learning, network", "learning neutral"]) {
      const kill = new AbortController();
      await assert.rejects(
        () =>
          trainModel({ ...options("killed"), signal: kill.signal }, (now, share) => {
            if (now === stage && (stage === "learning, network" ? share > 0.5 : share > 0.97)) {
              kill.abort();
            }
          }),
        { name: "AbortError" },
      );
      assert.ok((await Deno.stat(`${d}/killed.training`)).isDirectory);
    }
    await trainModel(options("killed"));
    for (const name of ["manifest.json", "en.bin"]) {
      assert.deepEqual(
        await Deno.readFile(`${d}/killed/${name}`),
        await Deno.readFile(`${d}/whole/${name}`),
      );
    }
    const names = [...Deno.readDirSync(d)].map((entry) => entry.name).sort();
    assert.deepEqual(names, ["data.csv", "killed", "three.csv", "whole"], "no checkpoint is left");

    const model = await loadModel(`${d}/whole`);
    const good = model.score("a great meeting today");
    assert.ok("probPos" in good && good.label === "positive");
    const manifest = await Deno.readTextFile(`${d}/whole/manifest.json`);
    for (
      const [from, to] of [['"formatVersion": 4', '"formatVersion": 5'], [
        '"filters": 64',
        '"filters": 63',
      ]] as const
    ) {
      assert.ok(manifest.includes(from));
      await Deno.writeTextFile(`${d}/whole/manifest.json`, manifest.replace(from, to));
      await assert.rejects(() => loadModel(`${d}/whole`), PermanentError);
    }
  }));
