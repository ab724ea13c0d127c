import { createHash } from "node:crypto";
import { runProgram } from "../run_program.ts";
import type { Mutant } from "./find_mutants.ts";
import { runTests } from "./run_tests.ts";
import { scopeOf } from "./scopes.ts";

/** A test file that passes on the code as it is, and what it loads and runs of it. */
export interface CoveredTest {
  readonly path: string;
  readonly hash: string;
  readonly seconds: number;
  /** By source file that it loads: the lines that it does not run. Lines within a template are in no report. */
  readonly sources: Readonly<Record<string, { readonly hash: string; readonly missed: number[] }>>;
}

const SILENCE_MAX_MS = 300_000;

/** Which test files run a line: only these can notice that it is changed. Each is measured once, when it is first asked for. */
export class Coverage {
  readonly #path: string | undefined;
  readonly #known = new Map<string, CoveredTest>();
  readonly #measured = new Map<string, Promise<CoveredTest>>();

  /** What was measured is kept in the file, and measured again where the test or the code has changed. */
  constructor(path: string | undefined) {
    this.#path = path;
    for (const line of path === undefined ? [] : linesOf(path)) {
      const test: CoveredTest = JSON.parse(line);
      this.#known.set(test.path, test);
    }
  }

  /** The tests that can notice a mutant, the one beside the file first, then the quick ones. */
  async testsOf({ path, line, lineEnd }: Mutant, copy: string): Promise<CoveredTest[]> {
    const tests: CoveredTest[] = [];
    for (const test of (scopeOf(path)?.tests ?? []).flatMap(testsIn)) {
      tests.push(await this.#of(test, path, copy));
    }
    const beside = path.replace(/\.ts$/, "_test.ts");
    const runs = ({ sources: { [path]: source } }: CoveredTest) => {
      if (source === undefined) return path.endsWith(".sql"); // V8 says nothing of these
      for (let at = line; at <= lineEnd; at++) if (!source.missed.includes(at)) return true;
      return false;
    };
    return tests.filter(runs).sort((a, b) =>
      Number(b.path === beside) - Number(a.path === beside) || a.seconds - b.seconds
    );
  }

  async #of(test: string, source: string, copy: string): Promise<CoveredTest> {
    const known = this.#known.get(test);
    if (
      known?.hash === hashOf(test) &&
      (known.sources[source]?.hash ?? hashOf(source)) === hashOf(source)
    ) return known;
    const measured = this.#measured.get(test) ?? measure(test, copy);
    this.#measured.set(test, measured);
    const result = await measured;
    if (this.#known.get(test) !== result) {
      this.#known.set(test, result);
      if (this.#path !== undefined) {
        Deno.writeTextFileSync(this.#path, `${JSON.stringify(result)}\n`, { append: true });
      }
    }
    return result;
  }
}

/** Runs a test file in an unchanged copy of the tree. */
async function measure(test: string, copy: string, triesLeft = 2): Promise<CoveredTest> {
  const folder = await Deno.makeTempDir({ prefix: "trunkline_coverage_" });
  try {
    const options = { cwd: copy, silenceMaxMs: SILENCE_MAX_MS, coverage: folder };
    const began = performance.now();
    const { result, failed } = await runTests([test], options);
    const seconds = (performance.now() - began) / 1_000;
    if (result !== "passed" && triesLeft > 0) return await measure(test, copy, triesLeft - 1);
    if (result !== "passed") {
      throw new Error(
        `Cannot test mutants: without a change, ${test} has ${result}: ${
          failed ?? "no end"
        }. Mend it first`,
      );
    }
    const lcov = await runProgram(Deno.execPath(), ["coverage", "-q", "--lcov", folder], {
      cwd: copy,
    });
    const sources = Object.fromEntries(
      lcov.split("end_of_record\n").flatMap((record) => {
        const path = /^SF:(.+)$/m.exec(record)?.[1]?.slice(`${copy}/`.length);
        if (path === undefined || scopeOf(path) === undefined) return [];
        const missed = [...record.matchAll(/^DA:(\d+),0/gm)].map(([, line]) => Number(line));
        return [[path, { hash: hashOf(path), missed }]];
      }),
    );
    return { path: test, hash: hashOf(test), seconds, sources };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function hashOf(path: string): string {
  return createHash("sha256").update(Deno.readFileSync(path)).digest("hex").slice(0, 16);
}

/** The lines of a file, if there is one, that end. */
export function linesOf(path: string): string[] {
  try {
    return Deno.readTextFileSync(path).split("\n").slice(0, -1);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** A test file itself, or the test files under a folder. */
function testsIn(path: string): string[] {
  if (Deno.statSync(path).isFile) return [path];
  return [...Deno.readDirSync(path)].sort((a, b) => a.name < b.name ? -1 : 1).flatMap((entry) => {
    const inside = `${path}/${entry.name}`;
    if (entry.isDirectory) return testsIn(inside);
    return /(?<!_contract)_test\.ts$/.test(entry.name) ? [inside] : [];
  });
}
