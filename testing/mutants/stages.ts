import { dirname, join } from "node:path/posix";
import { SCOPES } from "./scopes.ts";

/** Runs of tests for mutants of a file: the test beside it, its room's that import it, its scope's; each test file once. */
export function stagesOf(path: string): string[][] {
  const beside = path.replace(/\.ts$/, "_test.ts");
  const seen = new Set<string>();
  return [isFile(beside) ? [beside] : [], testsThatImport(path), ...scopeOf(path)?.stages ?? []]
    .map((stage) => stage.flatMap(testsIn).filter((test) => !seen.has(test) && seen.add(test)))
    .filter((stage) => stage.length > 0);
}

export const scopeOf = (path: string) =>
  SCOPES.find(({ files }) => files.some((prefix) => path.startsWith(prefix)));

/** Test files of a file's room that import it themselves. */
function testsThatImport(path: string): string[] {
  const room = path.split("/").slice(0, 2).join("/");
  return testsIn(room).filter((test) =>
    [...Deno.readTextFileSync(test).matchAll(/from "(\.[^"]+)"/g)]
      .some(([, target]) => join(dirname(test), target!) === path)
  );
}

/** A test file itself, or the test files under a folder. */
function testsIn(path: string): string[] {
  if (isFile(path)) return [path];
  return [...Deno.readDirSync(path)].map(({ name }) => name).sort().flatMap((name) => {
    const inside = `${path}/${name}`;
    if (!isFile(inside)) return testsIn(inside);
    return /(?<!_contract)_test\.ts$/.test(name) ? [inside] : [];
  });
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
