/**
 * Finds exports that no other file imports: `deno run --allow-read .ci/exports.ts`. Prints each and exits with 1.
 *
 * A function, class or constant that only its own file uses need not be exported. An export that only tests import must at least be used by its own file; otherwise production does not need it. A type may be exported for the signatures of its own file.
 */
import { dirname, join, normalize } from "node:path";

/** Files that are started rather than imported: commands, workers, checks, tests. */
const ENTRIES =
  /^(main\.ts|workers\/[^/]+\.ts|\.ci\/.*|.*_(test|suite)\.ts|reports\/dashboard\/page\/main\.ts)$/;
const isTest = (path: string) =>
  /_(test|suite)\.ts$/.test(path) || /^(testing|chaos|reports\/golden)\//.test(path);
/** Lists that only a test reads, to compare them with the database. */
const LISTS_FOR_TESTS = ["core/postgres/readable.ts"];

const paths = [
  "cli",
  "core",
  "embedded",
  "workers",
  "reports",
  "testing",
  "bench",
  "chaos",
  "deploy",
].flatMap((folder) => [
  ...walk(folder),
]);
paths.push("main.ts");
const texts = new Map(paths.map((path) => [path, Deno.readTextFileSync(path)]));
const aliases = aliasesOf(JSON.parse(Deno.readTextFileSync("deno.json")));
/** By file: each name that is imported from it, with the importing files. */
const importers = new Map<string, Map<string, string[]>>();
for (const [path, text] of texts) collectImports(path, text);

const dead: string[] = [];
for (const [path, text] of texts) {
  if (ENTRIES.test(path) || LISTS_FOR_TESTS.includes(path)) continue;
  const used = importers.get(path);
  if (used?.has("*")) continue;
  for (const { name, isType } of exportsOf(text)) {
    const by = used?.get(name) ?? [];
    const usedHere = (text.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0) > 1;
    if (by.length === 0 && !(isType && usedHere)) dead.push(`${path}: nobody imports ${name}`);
    else if (!isTest(path) && !usedHere && by.every(isTest)) {
      dead.push(`${path}: only tests import ${name}: ${by.join(", ")}`);
    }
  }
}
for (const line of dead) console.error(line);
if (dead.length > 0) Deno.exit(1);
console.log(`exports: each of ${texts.size} files is used`);

function collectImports(path: string, text: string): void {
  const note = (specifier: string, names: readonly string[]) => {
    const file = aliases.get(specifier) ?? normalize(join(dirname(path), specifier));
    const byName = importers.get(file) ?? new Map<string, string[]>();
    importers.set(file, byName);
    for (const name of names) byName.set(name, [...byName.get(name) ?? [], path]);
  };
  const known = (specifier: string) => specifier.startsWith(".") || aliases.has(specifier);
  const lists = /\b(?:import|export)\s+(?:type\s+)?(\*|\{[^}]*\})[^"';]*?from\s+"([^"]+)"/g;
  for (const [, what = "", specifier = ""] of text.matchAll(lists)) {
    if (known(specifier)) note(specifier, what.startsWith("*") ? ["*"] : namesIn(what));
  }
  const loads = /\b(?:const|let)\s+(\{[^}]*\})\s*=\s*await\s+import\(\s*"([^"]+)"/g;
  for (const [, what = "", specifier = ""] of text.matchAll(loads)) {
    if (known(specifier)) note(specifier, namesIn(what));
  }
  const whole = /(?<!await )\bimport\(\s*"([^"]+)"\s*\)(?:\.(\w+))?/g;
  for (const [, specifier = "", name] of text.matchAll(whole)) {
    if (known(specifier)) note(specifier, [name ?? "*"]);
  }
}

/** The names of `{ a, type B, c as d }`, by their names in the other file. */
function namesIn(list: string): string[] {
  return list.replace(/[{}]|\/\/[^\n]*/g, "").split(",")
    .map((part) => part.trim().replace(/^type\s+/, "").split(/\s+as\s+|\s*:\s*/)[0] ?? "")
    .filter((name) => name !== "");
}

function* exportsOf(text: string): Generator<{ name: string; isType: boolean }> {
  const declared =
    /^export\s+(?:abstract\s+)?(?:async\s+)?(function\*?|class|const|let|interface|type|enum)\s+(\w+)/gm;
  for (const [, kind = "", name = ""] of text.matchAll(declared)) {
    yield { name, isType: kind === "interface" || kind === "type" };
  }
}

function aliasesOf(config: { imports: Record<string, string> }): Map<string, string> {
  return new Map(
    Object.entries(config.imports).filter(([, to]) => to.startsWith("./")).map(([alias, to]) => [
      alias,
      normalize(to),
    ]),
  );
}

function* walk(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* walk(path);
    else if (/(?<!\.d)\.ts$/.test(entry.name)) yield path;
  }
}
