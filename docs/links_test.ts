import assert from "node:assert/strict";
import { dirname, join, normalize } from "node:path";

const root = new URL("../", import.meta.url).pathname;

/** Documents of the repository; CHANGELOG.md also names what is gone. */
const DOCUMENTS = [
  "README.md",
  "README.fr.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ".github/ARCHITECTURE.md",
  "bench/README.md",
  "models/posts/README.md",
  "core/charts/fonts/README.md",
  ...[...Deno.readDirSync(`${root}docs`)].map(({ name }) => `docs/${name}`)
    .filter((path) => path.endsWith(".md")).sort(),
];
/** A text in backticks is a path of this repository if it starts with one of these. */
const PATH =
  /^(?:\.ci|\.github|bench|chaos|cli|core|deploy|docs|embedded|migrations|models|reports|testing|workers)\/[\w./*-]*$/;
/** Paths that are written while Trunkline runs. */
const OUTPUT = /^(?:reports\/(?:out|report|part5_|viz_)|models\/[^/]*\.training)/;

const read = (path: string) => Deno.readTextFileSync(root + path);
const documents = DOCUMENTS.map((path) => ({ path, text: withoutFences(read(path)) }));

Deno.test("every relative link of a document leads to a file", () => {
  const broken = documents.flatMap(({ path, text }) =>
    targetsOf(text)
      .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
      .map((target) => normalize(join(dirname(path), target.replace(/#.*/, ""))))
      .filter((target) => !exists(target))
      .map((target) => `${path}: ${target}`)
  );
  assert.deepEqual(broken, []);
});

Deno.test("every path in backticks is a file or folder of the repository", () => {
  const broken = documents.flatMap(({ path, text }) =>
    codeIn(text).filter((code) => PATH.test(code) && !OUTPUT.test(code))
      .filter((code) => !existsAny(code))
      .map((code) => `${path}: ${code}`)
  );
  assert.deepEqual(broken, []);
});

Deno.test("every file that a document names in backticks without its folder is in the repository", () => {
  const names = new Set(filesUnder("").map((path) => path.slice(path.lastIndexOf("/") + 1)));
  const unknown = documents.filter(({ path }) => path !== "CHANGELOG.md").flatMap((
    { path, text },
  ) =>
    codeIn(text).filter((code) => /^\w+\.(?:ts|sql|css)$/.test(code) && !names.has(code))
      .map((code) => `${path}: ${code}`)
  );
  assert.deepEqual(unknown, []);
});

Deno.test("every task that a document names is one of deno.json", () => {
  const { tasks }: { tasks: Record<string, unknown> } = JSON.parse(read("deno.json"));
  const unknown = DOCUMENTS.flatMap((path) =>
    [...read(path).matchAll(/deno(?:@[\d.]+)? task ([a-z][a-z_-]*)/g)]
      .map(([, task]) => task ?? "")
      .filter((task) => !Object.hasOwn(tasks, task))
      .map((task) => `${path}: deno task ${task}`)
  );
  assert.deepEqual(unknown, []);
});

Deno.test("every test that docs/invariants.md names is in its file", () => {
  const named = [...read("docs/invariants.md").matchAll(/`([^`]+\.ts)`: "([^"]+)"/g)];
  assert.ok(named.length > 20);
  const missing = named.filter(([, path = "", name = ""]) =>
    !exists(path) || !read(path).includes(name)
  ).map(([text]) => text);
  assert.deepEqual(missing, []);
});

Deno.test("README.fr.md has the sections of README.md, and neither is long", () => {
  const shape = (path: string) => {
    const text = read(path);
    return {
      headings: [...text.matchAll(/^#+ /gm)].map(([marks]) => marks),
      rows: [...text.matchAll(/^\|/gm)].length,
      links: targetsOf(text).filter((to) => /\.(?:md|sql|example)$/.test(to)).length,
    };
  };
  assert.deepEqual(shape("README.fr.md"), shape("README.md"));
  for (const path of ["README.md", "README.fr.md"]) {
    assert.ok(read(path).split("\n").length <= 121, `${path} has more than 120 lines`);
  }
});

function filesUnder(folder: string): string[] {
  return [...Deno.readDirSync(root + folder)].flatMap(({ name, isDirectory }) => {
    if (name === ".git" || name.startsWith(".trunkline") || name === "node_modules") return [];
    const path = folder === "" ? name : `${folder}/${name}`;
    return isDirectory ? filesUnder(path) : [path];
  });
}

function withoutFences(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, "");
}

/** Where links and images of Markdown and HTML lead to. */
function targetsOf(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g)]
    .map((match) => match[1] ?? match[2] ?? "");
}

function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? "");
}

function exists(path: string): boolean {
  try {
    Deno.statSync(root + path);
    return true;
  } catch {
    return false;
  }
}

/** Whether a path is there; of a pattern (`reports/*_test.ts`), the folder; of a migration, the number. */
function existsAny(path: string): boolean {
  const [, number] = /^migrations\/(\d{4})$/.exec(path) ?? [];
  if (number !== undefined) {
    return [...Deno.readDirSync(`${root}migrations`)].some(({ name }) => name.startsWith(number));
  }
  return exists(path.includes("*") ? dirname(path) : path);
}
