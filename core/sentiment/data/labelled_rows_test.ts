import assert from "node:assert/strict";
import fc from "fast-check";
import { type LabelledRows, readLabelled } from "./labelled_rows.ts";

/** Reads rows of a label and their number as text, in one of the shapes that are taken. */
function read(labels: readonly string[], shape: "two" | "six" = "two"): Promise<LabelledRows> {
  const rows = labels.map((label, n) =>
    shape === "two"
      ? `"${label}","text ${n}"\n`
      : `"${label}","${n}","Mon","NO_QUERY","u","text ${n}"\n`
  );
  return readLabelled(bytesOf(rows.join("")), { name: "labels.csv" });
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 1 << 16) yield bytes.slice(at, at + (1 << 16));
}

const times = <T>(n: number, items: readonly T[]): T[] =>
  Array.from({ length: n }, () => items).flat();
const NAMES = ["negative", "neutral", "positive"];

Deno.test("labels are read as the numbers or words that they are, in the order of the file", async () => {
  for (
    const [labels, expected] of [
      [["0", "4", "0"], [0, 2, 0]],
      [["0", "2", "4"], [0, 1, 2]],
      [["0.0", "4.0", "2.0"], [0, 2, 1]],
      [[" 4 ", "04", "+4", "4.", "4.000"], [2, 2, 2, 2, 2]],
      [["-0", "0"], [0, 0]],
      [["0", "1", "0", "1"], [0, 2, 0, 2]],
      [["1", "0", "1"], [2, 0, 2]],
      [["1.0", "0.0", "1.0"], [2, 0, 2]],
      [["Positive", "NEUTRAL", " negative "], [2, 1, 0]],
    ] as const
  ) {
    for (const shape of ["two", "six"] as const) {
      const { labels: found, broken, texts } = await read(labels, shape);
      assert.deepEqual(found, expected, labels.join());
      assert.equal(broken, 0);
      assert.deepEqual(texts, labels.map((_, n) => `text ${n}`));
    }
  }
});

Deno.test("columns are separated by commas, semicolons or tabs, whatever the texts hold", async () => {
  const rows = [["positive", "fine; a, b\tc"], ["negative", 'so "bad", it is']];
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  for (const separator of [",", ";", "\t"]) {
    const written = (cells: readonly (readonly string[])[]) =>
      cells.map((row) => row.map(quoted).join(separator)).join("\r\n");
    const plain = ["label", "text"].join(separator) + `\n4${separator}plain\n`;
    const named = ["id", "label", "text", "lang"].join(separator) +
      `\n1${separator}4${separator}plain${separator}fr\n`;
    const six = rows.map(([label = "", text = ""]) => [label, "1", "Mon", "NO", "u;v,w", text]);
    for (
      const [text, texts] of [
        [written(rows), rows.map(([, text]) => text)],
        [written([["label", "text"], ...rows]), rows.map(([, text]) => text)],
        [written(six), rows.map(([, text]) => text)],
        [plain, ["plain"]],
        [named, ["plain"]],
        [`\ufeff${plain}`, ["plain"]],
      ] as const
    ) {
      const found = await readLabelled(bytesOf(text), { name: "labels.csv" });
      assert.deepEqual([found.texts, found.broken], [texts, 0], text);
    }
  }
});

Deno.test("a long file of 0 and 1 keeps its order, sorted or not", async () => {
  for (
    const labels of [times(12_000, ["0", "1"]), [...times(15_000, ["0"]), ...times(15_000, ["1"])]]
  ) {
    const { labels: found, texts } = await read(labels);
    assert.deepEqual(found, labels.map((label) => label === "1" ? 2 : 0));
    assert.equal(texts.at(-1), `text ${labels.length - 1}`);
  }
});

Deno.test("numbers without a meaning are named with their number of rows, whatever stands beside them", async () => {
  for (
    const [labels, words] of [
      [times(50, ["0", "1", "2"]), /labels without a meaning stand in it: 1 \(50 rows\)/],
      [times(50, ["-1", "0", "1"]), /-1 \(50 rows\), 1 \(50 rows\)/],
      [times(20, ["1", "2", "3", "4", "5"]), /1 \(20 rows\), 3 \(20 rows\), 5 \(20 rows\)/],
      [times(50, ["0", "0.5", "4"]), /0\.5 \(50 rows\)/],
      [times(50, ["1", "0", "4"]), /1 \(50 rows\)/],
      [[...times(10_000, ["0", "1"]), "2"], /its labels are 0, 1, 2, and what 1 means/],
      [
        times(30, ["7"]),
        /none of its 30 rows is usable \(line 1: unknown label "7" \(on 30 rows\)\)/,
      ],
      [
        times(30, ["glad", "sad"]),
        /unknown label "glad" \(on 30 rows\); line 2: unknown label "sad"/,
      ],
    ] as const
  ) {
    await assert.rejects(read(labels), (error: unknown) => {
      assert.match(String(error), /^PermanentError: Cannot read labels\.csv: /);
      assert.match(String(error), words);
      assert.match(String(error), /0 for negative, 2 for neutral and 4|0, 2 and 4, or 0 and 1/);
      return true;
    }, labels.slice(0, 5).join());
  }
});

Deno.test("a few rows with a label without a meaning are left out, and named with their number", async () => {
  const { labels, broken, brokenExamples } = await read([
    ...times(500, ["0", "4"]),
    ...["1", "irrelevant", "irrelevant", "x"],
  ]);
  assert.equal(labels.length, 1000);
  assert.equal(broken, 4);
  assert.deepEqual(brokenExamples, [
    'line 1001: unknown label "1"',
    'line 1002: unknown label "irrelevant" (on 2 rows)',
    'line 1004: unknown label "x"',
  ]);
});

Deno.test("no row is lost or moved: each is used in order, or counted as broken", async () => {
  const label = fc.constantFrom("0", "1", "2", "4", "4.0", "positive", "neutral", "x", "-1", "");
  await fc.assert(
    fc.asyncProperty(fc.array(label, { minLength: 1, maxLength: 60 }), async (labels) => {
      let found: LabelledRows;
      try {
        found = await read(labels);
      } catch (error) {
        return assert.match(String(error), /Cannot read labels\.csv/);
      }
      assert.equal(found.rows + found.broken, labels.length);
      const numbers = found.texts.map((text) => Number(text.slice(5)));
      assert.deepEqual(numbers, numbers.toSorted((a, b) => a - b));
      for (const [at, n] of numbers.entries()) {
        const said = labels[n]!;
        if (!NAMES.includes(said)) continue;
        assert.equal(NAMES[found.labels[at]!], said);
      }
    }),
  );
});
