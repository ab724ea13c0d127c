import assert from "node:assert/strict";
import { PermanentError } from "../../base/errors.ts";
import { evaluateModel } from "../evaluation/evaluate.ts";
import { loadModel, openModel } from "../model/model_file.ts";
import { scoreCsv } from "../../scoring/score_csv.ts";
import { probabilityOf } from "../evaluation/counted_score.ts";
import { seededRandom } from "../../base/random.ts";
import { inDirectory, labelledPosts } from "../../../testing/labelled_posts.ts";
import { trainModel } from "./train.ts";

let small: Promise<readonly (readonly [name: string, bytes: Uint8Array])[]> | undefined;

/** Writes what training on 600 posts gives into `${d}/m`; it is trained once, for all tests that need some model. */
async function someModel(d: string): Promise<void> {
  small ??= inDirectory(async (d) => {
    await Deno.writeTextFile(`${d}/data.csv`, labelledPosts(600, "six"));
    await trainModel({ data: `${d}/data.csv`, model: `${d}/m` });
    return [...Deno.readDirSync(`${d}/m`)]
      .map(({ name }) => [name, Deno.readFileSync(`${d}/m/${name}`)] as const);
  });
  await Deno.mkdir(`${d}/m`);
  for (const [name, bytes] of await small) await Deno.writeFile(`${d}/m/${name}`, bytes);
}

Deno.test("the same data and seed give the same bytes, and the model knows the sides", () =>
  inDirectory(async (d) => {
    await Deno.writeTextFile(`${d}/data.csv`, labelledPosts(1200, "six"));
    const first = await trainModel({ data: `${d}/data.csv`, model: `${d}/a`, seed: 3 });
    await trainModel({ data: `${d}/data.csv`, model: `${d}/b`, seed: 3 });
    for (const name of ["manifest.json", "en.bin"]) {
      assert.deepEqual(
        await Deno.readFile(`${d}/a/${name}`),
        await Deno.readFile(`${d}/b/${name}`),
      );
    }
    assert.ok(first.auc > 0.99 && first.accuracy > 0.97, JSON.stringify(first));
    const model = await loadModel(`${d}/a`);
    assert.equal(model.classes, 2);
    const good = model.score("great meeting today");
    assert.ok("probPos" in good && good.label === "positive" && Number.isInteger(good.probPos));
    const names = [...Deno.readDirSync(d)].map((entry) => entry.name).sort();
    assert.deepEqual(names, ["a", "b", "data.csv"], "nothing temporary is left");
  }));

Deno.test("neutral is learned from labelled rows, and every part of the answer is measured", () =>
  inDirectory(async (d) => {
    await Deno.writeTextFile(`${d}/data.csv`, labelledPosts(1200, "six"));
    await Deno.writeTextFile(`${d}/three.csv`, labelledPosts(900, "two", 3));
    const labelled = `${d}/three.csv`;
    const result = await trainModel({ data: `${d}/data.csv`, model: `${d}/m`, labelled });
    assert.ok(result.macroRecall! > 0.95, `${result.macroRecall}`);
    const seen = await evaluateModel({ data: labelled, model: `${d}/m` });
    assert.ok(seen.threeClass!.macroRecall.value > 0.95);
    assert.equal(seen.polar!.rows, 600);
    assert.equal(seen.threeClass!.confusion.reduce((a, b) => a + b, 0), 900);
    assert.ok(seen.polar!.reliability.length === 15 && seen.coverage === 1);
  }));

Deno.test("with vectors, a word that no row has counts as the words in whose company it stands", () =>
  inDirectory(async (d) => {
    await Deno.writeTextFile(`${d}/data.csv`, labelledPosts(1200, "six"));
    await Deno.writeTextFile(`${d}/three.csv`, labelledPosts(900, "two", 3));
    const company = {
      great: 1,
      happy: 1,
      love: 1,
      zorbly: 1,
      terrible: -1,
      sad: -1,
      hate: -1,
      vraxen: -1,
    };
    const vectors = Object.entries({ ...company, meeting: 0, today: 0, weather: 0 })
      .map(([word, side]) => `"${word}":[${side},0.3,${side === 0 ? 1 : 0}]`);
    await Deno.writeTextFile(
      `${d}/vectors.json`,
      `{"dimensions":3,"words":[],"vectors":{${vectors.join(",")}}}`,
    );
    const options = {
      data: `${d}/data.csv`,
      labelled: `${d}/three.csv`,
      vectors: `${d}/vectors.json`,
    };
    await trainModel({ ...options, model: `${d}/a` });
    await trainModel({ ...options, model: `${d}/b` });
    assert.deepEqual(await Deno.readFile(`${d}/a/en.bin`), await Deno.readFile(`${d}/b/en.bin`));
    const { model, manifest } = await openModel(`${d}/a`);
    assert.equal(manifest.heads["en"]?.words, vectors.length);
    assert.equal(manifest.heads["en"]?.vectors?.words, vectors.length);
    const probability = (text: string) => probabilityOf(model.score(text));
    assert.ok(probability("zorbly meeting today") > probability("vraxen meeting today") + 0.02);
    const without = { data: options.data, labelled: options.labelled, model: `${d}/c` };
    await trainModel(without);
    const plain = await loadModel(`${d}/c`);
    const other = (text: string) => probabilityOf(plain.score(text));
    assert.ok(Math.abs(other("zorbly meeting today") - other("vraxen meeting today")) < 0.02);
  }));

Deno.test("training's figures are those of the model that it writes, on its test rows, unscored ones too", () =>
  inDirectory(async (d) => {
    // Of every tenth post no word is known: "z0q", "z10q", …
    const lines = labelledPosts(1500, "six").trimEnd().split("\n").map((line, i) =>
      i % 10 === 0 ? line.replace(/"[^"]*"$/, `"z${i}q"`) : line
    );
    await Deno.writeTextFile(`${d}/data.csv`, lines.join("\n"));
    await Deno.writeTextFile(`${d}/three.csv`, labelledPosts(900, "two", 3));
    const random = seededRandom(42);
    const test = lines.filter(() => random() < 0.2);
    const options = { data: `${d}/data.csv`, labelled: `${d}/three.csv` };
    const three = await trainModel({ ...options, model: `${d}/three` });
    const { model, manifest } = await openModel(`${d}/three`);
    const scores = test.map((line) => model.head("en")!.score(line.split('"').at(-2)!));
    const right = scores.filter((score, i) =>
      (probabilityOf(score) >= 0.5) === test[i]!.startsWith('"4"')
    );
    assert.equal(three.accuracy, right.length / test.length);
    assert.equal(three.coverage, scores.filter((s) => "label" in s).length / test.length);
    assert.ok(three.coverage < 0.95 && three.labelledCoverage === 1);
    assert.equal(manifest.heads.en!.measured.accuracy, three.accuracy);
    // And beside them what training without human labels gives.
    const two = await trainModel({ data: options.data, model: `${d}/two` });
    const { auc, accuracy, f1, ece, coverage } = two;
    assert.deepEqual(three.twoClasses, { auc, accuracy, f1, ece, coverage });
    assert.equal(two.twoClasses, undefined);
    assert.deepEqual(manifest.heads.en!.measured.twoClasses, three.twoClasses);
  }));

Deno.test("a post that cannot be judged gets its reason, never a number", () =>
  inDirectory(async (d) => {
    await someModel(d);
    const model = await loadModel(`${d}/m`);
    for (
      const [text, language, reason] of [
        ["", "en", "empty"],
        ["  \n", "und", "empty"],
        ["@a@b.example https://x.example/", "en", "only_links_or_mentions"],
        ["love great", "de", "language"],
        ["love great", "enm", "language"], // Middle English
        ["das ist nicht mehr so schön und ich bin müde", "und", "language"],
        ["今日はとても楽しかった", "en", "language"],
        ["zzyzx qwrtp", "en", "no_known_token"],
      ] as const
    ) {
      const score = model.score(text, language);
      assert.equal("unscored" in score && score.unscored, reason, text);
    }
    for (const language of ["en", "en-GB", "EN_us", "eng", "und", ""]) {
      assert.ok("label" in model.score("what a great day", language));
    }
  }));

Deno.test("a damaged, foreign or newer model is refused in one line", () =>
  inDirectory(async (d) => {
    await someModel(d);
    const weights = await Deno.readFile(`${d}/m/en.bin`);
    const manifest = await Deno.readTextFile(`${d}/m/manifest.json`);
    const refused = (pattern: RegExp) =>
      assert.rejects(() => loadModel(`${d}/m`), (error: Error) => {
        assert.ok(error instanceof PermanentError && !error.message.includes("\n"));
        return pattern.test(error.message);
      });
    await Deno.writeFile(`${d}/m/en.bin`, weights.slice(0, 1000));
    await refused(/has 1000 bytes/);
    weights[5000]! ^= 1;
    await Deno.writeFile(`${d}/m/en.bin`, weights);
    await refused(/not the file that its manifest describes/);
    const newer = manifest.replace('"formatVersion": 4', '"formatVersion": 5');
    await Deno.writeTextFile(`${d}/m/manifest.json`, newer);
    await refused(/newer Trunkline/);
    for (const version of ["0", '"1"', "null"]) {
      const odd = manifest.replace('"formatVersion": 4', `"formatVersion": ${version}`);
      await Deno.writeTextFile(`${d}/m/manifest.json`, odd);
      await refused(/does not say its formatVersion/);
    }
    const older = manifest.replace('"formatVersion": 4', '"formatVersion": 2');
    await Deno.writeTextFile(`${d}/m/manifest.json`, older);
    await refused(/an older Trunkline made it. Train again/);
    await Deno.writeTextFile(`${d}/m/manifest.json`, "{");
    await refused(/not JSON/);
    await Deno.remove(`${d}/m/manifest.json`);
    await refused(/manifest.json is missing/);
  }));

/** Posts of which one is positive: what is learned from or what is measured on has none. */
function fewPositives(): string {
  const rows = labelledPosts(600, "six").split("\n");
  return rows.filter((row) => row.startsWith('"0"')).concat(rows[1]!, "").join("\n");
}

for (
  const [name, csv, pattern] of [
    ["nothing", "", /it is empty/],
    ["three columns", "a,b,c\n", /first row has 3 columns/],
    ["unknown labels", '"7","1","d","q","u","text"\n', /unknown label "7"/],
    ["one class", labelledPosts(600, "six").replaceAll('"0",', '"4",'), /every row is positive/],
    ["three rows", labelledPosts(3, "six"), /too few/],
    ["too few of a class", fewPositives(), /too few positive rows \(1\).*Give more/],
  ] as const
) {
  Deno.test(`training on ${name} fails and writes nothing`, () =>
    inDirectory(async (d) => {
      await Deno.writeTextFile(`${d}/data.csv`, csv);
      await assert.rejects(() => trainModel({ data: `${d}/data.csv`, model: `${d}/m` }), pattern);
      assert.deepEqual([...Deno.readDirSync(d)].map((entry) => entry.name), ["data.csv"]);
    }));
}

Deno.test("broken rows are counted and named by line", () =>
  inDirectory(async (d) => {
    const broken = '"4","too","few"\n' + labelledPosts(600, "six") + '"x","1","d","q","u","text"\n';
    await Deno.writeTextFile(`${d}/data.csv`, labelledPosts(2, "six") + broken);
    const result = await trainModel({ data: `${d}/data.csv`, model: `${d}/m` });
    assert.equal(result.rows.broken, 2);
    assert.deepEqual(result.brokenExamples, [
      "line 3: 3 columns instead of 6",
      'line 604: unknown label "x"',
    ]);
    await Deno.writeTextFile(`${d}/three.csv`, labelledPosts(600, "two", 3) + '"glad","text"\n');
    const data = `${d}/data.csv`;
    const three = await trainModel({ data, model: `${d}/m`, labelled: `${d}/three.csv` });
    assert.deepEqual(three.labelled, {
      rows: 600,
      broken: 1,
      brokenExamples: ['line 601: unknown label "glad"'],
    });
  }));

Deno.test("a model never replaces something that is no model", () =>
  inDirectory(async (d) => {
    await Deno.writeTextFile(`${d}/data.csv`, labelledPosts(600, "six"));
    await Deno.mkdir(`${d}/photos`);
    await Deno.writeTextFile(`${d}/photos/cat.txt`, "cat");
    const train = (model: string) => trainModel({ data: `${d}/data.csv`, model: `${d}/${model}` });
    await assert.rejects(() => train("photos"), /there is cat\.txt\. Name a new directory/);
    // The manifest of a web page, say.
    await Deno.remove(`${d}/photos/cat.txt`);
    await Deno.writeTextFile(`${d}/photos/manifest.json`, '{"name":"photos","icons":[]}');
    await assert.rejects(() => train("photos"), /there is no manifest\.json of a model/);
    assert.match(await Deno.readTextFile(`${d}/photos/manifest.json`), /icons/);
    // What lies beside a model is someone's, but for its card.
    await someModel(d);
    await Deno.writeTextFile(`${d}/m/README.md`, "card");
    await train("m");
    assert.equal(await Deno.readTextFile(`${d}/m/README.md`), "card");
    await Deno.writeTextFile(`${d}/m/notes.txt`, "notes");
    await assert.rejects(() => train("m"), /there is notes\.txt/);
    assert.equal(await Deno.readTextFile(`${d}/m/notes.txt`), "notes");
  }));

Deno.test("a CSV file is scored without a change to its cells", () =>
  inDirectory(async (d) => {
    await someModel(d);
    const input = 'id,text,lang\n1,"great, ""love""",en\n2,=1+1,en\n3,,en\n4,love,fr\n5,sad\n';
    await Deno.writeTextFile(`${d}/in.csv`, input);
    const model = await loadModel(`${d}/m`);
    const result = await scoreCsv({ input: `${d}/in.csv`, output: `${d}/out.csv`, model });
    assert.deepEqual(result, {
      rows: 5,
      scored: 1,
      unscored: { no_known_token: 1, empty: 1, language: 1, broken_row: 1 },
    });
    const lines = (await Deno.readTextFile(`${d}/out.csv`)).split("\n");
    assert.equal(lines[0], "id,text,lang,prob_pos,label_bin,label_str,reason");
    assert.match(lines[1]!, /^1,"great, ""love""",en,0\.\d{6},1,positive,$/);
    assert.equal(lines[2], "2,=1+1,en,,,,no_known_token");
    assert.equal(lines[5], "5,sad,,,,,broken_row");
    await Deno.writeTextFile(`${d}/in.csv`, "id,body\n1,x\n");
    await assert.rejects(
      () => scoreCsv({ input: `${d}/in.csv`, output: `${d}/no.csv`, model }),
      /no column "text"/,
    );
    assert.ok(![...Deno.readDirSync(d)].some((entry) => entry.name.startsWith("no.csv")));
  }));

Deno.test("a file with a column of languages is measured language by language", () =>
  inDirectory(async (d) => {
    await someModel(d);
    const rows = [
      ["positive", "a great meeting today and we love the office", "en"],
      ["negative", "an awful meeting today and we hate the office", "EN_us"],
      ["negative", "the train to work is terrible and broken again", "en"],
      ["positive", "c'est une très belle journée pour nous tous", "fr"],
      ["negative", "c'est une journée vraiment horrible pour nous tous", "fr"],
    ];
    const lines = [["label", "text", "lang"], ...rows].map((row) => row.join(","));
    await Deno.writeTextFile(`${d}/rows.csv`, lines.join("\n"));
    const { languages } = await evaluateModel({ data: `${d}/rows.csv`, model: `${d}/m` });
    assert.deepEqual(Object.keys(languages), ["en", "en-US", "fr"]);
    assert.deepEqual([languages.en!.rows, languages.en!.macroF1.value], [2, 1]);
    // No head for French: no score, and no F1.
    assert.deepEqual([languages.fr!.coverage, languages.fr!.macroF1.value], [0, 0]);
  }));
