import assert from "node:assert/strict";
import { parseArgs } from "@std/cli/parse-args";

Deno.test("parseArgs tells values, switches and the rest apart", () => {
  const args = parseArgs(["report", "--out", "x", "--json", "--port=80", "7"], {
    string: ["out", "from"],
    boolean: ["json", "help"],
  });
  const out: string | undefined = args.out;
  const json: boolean = args.json;
  assert.equal(out, "x");
  assert.equal(json, true);
  assert.equal(args.help, false);
  assert.equal(args.from, undefined);
  assert.equal(args["port"], 80);
  assert.deepEqual(args._, ["report", 7]);
});

Deno.test("parseArgs keeps digits and an empty value of a string flag", () => {
  const args = parseArgs(["--id=0012", "--name="], { string: ["id", "name"] });
  assert.equal(args.id, "0012");
  assert.equal(args.name, "");
});

Deno.test("parseArgs takes the last of a flag given twice, and all of a collected one", () => {
  const options = { string: ["a", "b", "c"], collect: ["b", "c"] } as const;
  const args = parseArgs(["--a=1", "--a=2", "--b=1", "--b=2"], options);
  assert.equal(args.a, "2");
  const b: string[] = args.b;
  assert.deepEqual(b, ["1", "2"]);
  assert.deepEqual(args.c, []);
  assert.deepEqual(parseArgs(["--b=1"], options).b, ["1"]);
});

Deno.test("parseArgs fills defaults, for aliases too, and only where nothing was given", () => {
  const options = {
    string: ["rate"],
    boolean: ["color"],
    default: { rate: "50", color: true },
    alias: { rate: "r" },
    negatable: ["color"],
  } as const;
  const bare = parseArgs([], options);
  const rate: string = bare.rate;
  assert.equal(rate, "50");
  assert.equal(bare["r"], "50");
  assert.equal(bare.color, true);
  const given = parseArgs(["-r", "9", "--no-color"], options);
  assert.equal(given.rate, "9");
  assert.equal(given.color, false);
});

Deno.test("parseArgs asks about each argument that no option names", () => {
  const asked: unknown[] = [];
  const args = parseArgs(["go", "--out=x", "--oops", "--no-json", "--bad=1"], {
    string: ["out"],
    boolean: ["json"],
    unknown: (arg, key, value) => {
      asked.push([arg, key, value]);
      return arg === "go";
    },
  });
  assert.deepEqual(args, { _: ["go"], out: "x", json: false });
  assert.deepEqual(asked, [
    ["go", undefined, undefined],
    ["--oops", "oops", true],
    ["--bad=1", "bad", "1"],
    ["--no-json", "no-json", true],
  ]);
});

Deno.test("parseArgs leaves what follows a double dash alone", () => {
  assert.deepEqual(parseArgs(["--a", "--", "--no-b", "-c"], { boolean: ["a"] })._, [
    "--no-b",
    "-c",
  ]);
  assert.deepEqual(parseArgs(["x", "--", "y"], { "--": true })["--"], ["y"]);
  assert.deepEqual(parseArgs(["run", "--rate", "1"], { stopEarly: true })._, [
    "run",
    "--rate",
    "1",
  ]);
});
