import assert from "node:assert/strict";
import { PermanentError } from "../base/errors.ts";
import { evaluateModel } from "../sentiment/evaluation/evaluate.ts";
import { loadModel } from "../sentiment/model/model_file.ts";
import { scoreCsv } from "./score_csv.ts";

const SHIPPED = new URL("../../models/posts", import.meta.url).pathname;
const model = await loadModel(SHIPPED);

/** Scores a file with this text in a folder of its own; the folder's names afterwards beside the result. */
async function score(
  csv: string,
  options: { signal?: AbortSignal; output?: string; before?: (folder: string) => void } = {},
) {
  const folder = await Deno.makeTempDir();
  const output = `${folder}/${options.output ?? "out.csv"}`;
  try {
    await Deno.writeTextFile(`${folder}/in.csv`, csv);
    options.before?.(folder);
    const result = await scoreCsv({
      input: `${folder}/in.csv`,
      output,
      model,
      signal: options.signal,
    })
      .catch((error: unknown) => error);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    const written = names.includes("out.csv") && Deno.statSync(output).isFile
      ? await Deno.readTextFile(output)
      : undefined;
    return { result, names, written };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a file that was scored before gets its four columns anew, and no others", async () => {
  const first = await score('id,text\n1,"love it, really"\n2,\n3,I hate this\n');
  const lines = first.written?.trim().split("\n") ?? [];
  assert.equal(lines[0], "id,text,prob_pos,label_bin,label_str,reason");
  assert.match(lines[1]!, /^1,"love it, really",0\.9\d+,1,positive,$/);
  assert.equal(lines[2], "2,,,,,empty");
  assert.match(lines[3]!, /^3,I hate this,0\.0\d+,0,negative,$/);
  const again = await score(first.written!);
  assert.equal(again.written, first.written);
});

Deno.test("columns of an earlier run are replaced where another column was added behind them", async () => {
  const { written } = await score(
    "id,text,prob_pos,label_bin,label_str,reason,note\n1,I love it,0.100000,0,negative,,mine\n",
  );
  const [header, row] = written?.split("\n") ?? [];
  assert.equal(header, "id,text,note,prob_pos,label_bin,label_str,reason");
  assert.match(row!, /^1,I love it,mine,0\.[5-9]\d+,1,positive,$/);
});

Deno.test("a row with too many cells keeps them, and its reason stands in its own column", async () => {
  const { written } = await score('id,text\n1,hello, world,"a ""b"""\n2\n');
  assert.deepEqual(written?.trim().split("\n"), [
    "id,text,prob_pos,label_bin,label_str,reason",
    '1,"hello, world,a ""b""",,,,broken_row',
    "2,,,,,broken_row",
  ]);
});

Deno.test("a column of the file's own goes through, though it has the name of one that is added", async () => {
  const { written } = await score("id,text,reason\n1,I love it,mine\n");
  const [header, row] = written?.split("\n") ?? [];
  assert.equal(header, "id,text,reason,prob_pos,label_bin,label_str,reason");
  assert.match(row!, /^1,I love it,mine,0\.9\d+,1,positive,$/);
});

Deno.test("a file of texts alone keeps a row for each, and names a quotation mark left open", async () => {
  const { written, result } = await score('text\nI love it\n""\n\nI hate it\n"open\nlove\n');
  const lines = written?.trim().split("\n") ?? [];
  assert.match(lines[1]!, /^I love it,0\.9/);
  assert.equal(lines[2], ",,,,empty");
  assert.match(lines[3]!, /^I hate it,0\.0/);
  assert.equal(lines.slice(4).join("\n"), '"""open\nlove\n",,,,broken_row');
  assert.deepEqual(result, { rows: 4, scored: 2, unscored: { empty: 1, broken_row: 1 } });
});

Deno.test("what was there before is replaced when all is written, not sooner", async () => {
  const before = (folder: string) => Deno.writeTextFileSync(`${folder}/out.csv`, "old");
  const stopped = new AbortController();
  stopped.abort();
  const cut = await score("text\nlove\n", { before, signal: stopped.signal });
  assert.equal(cut.written, "old");
  assert.deepEqual(cut.names, ["in.csv", "out.csv"], "no draft is left");
  assert.match((await score("text\nlove\n", { before })).written!, /^text,prob_pos/);
});

Deno.test("an output that cannot be written is one line, and nothing is left beside it", async () => {
  const folderThere = await score("text\nlove\n", {
    before: (folder) => Deno.mkdirSync(`${folder}/out.csv`),
  });
  assert.ok(folderThere.result instanceof PermanentError);
  assert.match(
    folderThere.result.message,
    /^Cannot write .*out\.csv: it cannot be replaced\. Check --output\.$/,
  );
  assert.deepEqual(folderThere.names, ["in.csv", "out.csv"]);
  const nowhere = await score("text\nlove\n", { output: "missing/out.csv" });
  assert.ok(nowhere.result instanceof PermanentError);
  assert.match(nowhere.result.message, /its directory is missing or not writable/);
});

Deno.test("a file without a column text, without rows, or in UTF-16 is named, and no output appears", async () => {
  const utf16 = String.fromCharCode(...[..."text\nlove\n"].flatMap((c) => [c.charCodeAt(0), 0]));
  for (
    const [csv, pattern] of [
      ["id,body\n1,love\n", /no column "text" \(it has: id, body\)/],
      ["", /it is empty/],
      [utf16, /it is UTF-16 text/],
      ["text\n" + "word ".repeat(300_000), /longer than 1 MiB/],
    ] as const
  ) {
    const { result, names } = await score(csv);
    assert.ok(result instanceof PermanentError, String(result));
    assert.match(result.message, pattern);
    assert.deepEqual(names, ["in.csv"]);
  }
});

Deno.test("evaluating on one class says so; on two of three, only what can be said is", async () => {
  const folder = await Deno.makeTempDir();
  const data = `${folder}/data.csv`;
  try {
    await Deno.writeTextFile(data, "label,text\npositive,love it\npositive,so good\n");
    await assert.rejects(() => evaluateModel({ data, model: SHIPPED }), /every row is positive/);
    await Deno.writeTextFile(data, "label,text\npositive,love it\nneutral,the bus is at 8\n");
    const { polar, threeClass } = await evaluateModel({ data, model: SHIPPED });
    assert.equal(polar, undefined, "of one side alone there is no AUC");
    assert.deepEqual(Object.keys(threeClass!.recall), ["neutral", "positive"]);
    assert.doesNotMatch(JSON.stringify(threeClass), /null/);
    await Deno.writeTextFile(data, "label,text\n");
    await assert.rejects(() => evaluateModel({ data, model: SHIPPED }), /a header and no rows/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a file with semicolons or tabs is read, and written with them again", async () => {
  const rows = [["id", "text"], ["1", "I love it, really"], ["2", "so; sad\tnow"]];
  for (const separator of [",", ";", "\t"]) {
    const quoted = (cell: string) => /[,;\t]/.test(cell) ? `"${cell}"` : cell;
    const csv = rows.map((row) => row.map(quoted).join(separator) + "\r\n").join("");
    const { written } = await score(csv);
    const [header, first, second] = (written ?? "").split("\n");
    const added = ["prob_pos", "label_bin", "label_str", "reason"];
    assert.equal(header, ["id", "text", ...added].join(separator));
    assert.ok(first?.startsWith(`1${separator}`) && first.includes("I love it, really"));
    assert.ok(second?.startsWith(`2${separator}`));
    assert.equal((await score(csv)).written, written);
  }
});

Deno.test("a spreadsheet is called one, with what to do", async () => {
  for (const magic of ["PK\x03\x04\x14", "\u00d0\u00cf\u0011\u00e0"]) {
    const { result, names } = await score("", {
      before: (folder) =>
        Deno.writeFileSync(`${folder}/in.csv`, Uint8Array.from(magic, (c) => c.charCodeAt(0))),
    });
    assert.match(String(result), /it is a spreadsheet \(\.xlsx.*save it as CSV \(UTF-8\)/);
    assert.deepEqual(names, ["in.csv"]);
  }
});
