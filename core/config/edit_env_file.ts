import { type EnvLine, parseEnvFile } from "./env_file.ts";

/** What happened to a variable of the file. */
export type EnvChange = {
  readonly name: string;
  readonly change: "added" | "changed" | "kept";
};

/**
 * Sets variables in the text of an `.env` file, each in the line where it stands, else at the end. All other lines stay
 * byte for byte.
 *
 * @throws {PermanentError} with exit code 2 if the text is no `.env` file
 */
export function editEnvFile(
  text: string,
  values: Readonly<Record<string, string>>,
): { readonly text: string; readonly changes: readonly EnvChange[] } {
  const known = parseEnvFile(new TextEncoder().encode(text));
  const lines = linesOf(text);
  const newline = lines.find(({ end }) => end !== "")?.end ?? "\n";
  const changes: EnvChange[] = [];
  // From the last one: a value of several lines becomes one, which moves those behind it.
  for (const { name, value, line } of known.toReversed()) {
    const wanted = values[name];
    if (wanted === undefined) continue;
    if (value === wanted) {
      changes.push({ name, change: "kept" });
      continue;
    }
    const count = countLines(known, { line, lines });
    const end = lines[line - 2 + count]?.end ?? newline;
    lines.splice(line - 1, count, { text: `${name}=${quoted(wanted)}`, end });
    changes.push({ name, change: "changed" });
  }
  const missing = Object.keys(values).filter((name) => !known.some((each) => each.name === name));
  if (missing.length > 0) {
    const last = lines.at(-1);
    if (last?.text === "") lines.pop();
    else if (last !== undefined) lines.splice(-1, 1, { ...last, end: newline });
  }
  for (const name of missing) {
    lines.push({ text: `${name}=${quoted(values[name] ?? "")}`, end: newline });
    changes.push({ name, change: "added" });
  }
  const order = Object.keys(values);
  changes.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  return { text: lines.map(({ text, end }) => `${text}${end}`).join(""), changes };
}

interface Line {
  readonly text: string;
  /** What ends it; the last line has none. */
  readonly end: string;
}

function linesOf(text: string): Line[] {
  const parts = text.split(/(\r\n|\n|\r)/);
  const lines: Line[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    lines.push({ text: parts[at] ?? "", end: parts[at + 1] ?? "" });
  }
  return lines;
}

/** How many lines a variable takes: up to its closing quote. */
function countLines(
  known: readonly EnvLine[],
  { line, lines }: { readonly line: number; readonly lines: readonly Line[] },
): number {
  const next = known.find((each) => each.line > line)?.line ?? lines.length + 1;
  for (let count = 1; line + count <= next; count++) {
    if (isWhole(lines.slice(line - 1, line - 1 + count).map(({ text }) => text).join("\n"))) {
      return count;
    }
  }
  return 1;
}

function isWhole(text: string): boolean {
  try {
    return parseEnvFile(new TextEncoder().encode(text)).length === 1;
  } catch {
    return false;
  }
}

/** A value as the file can hold it: quoted where a parser would cut it. */
function quoted(value: string): string {
  return /^[^\s#"'`]*$/.test(value) ? value : `'${value}'`;
}
