import { parseEnv } from "node:util";
import { PermanentError } from "../base/errors.ts";

/** One `NAME=value` of an `.env` file. */
export interface EnvLine {
  readonly name: string;
  readonly value: string;
  /** Of its first line, from 1. */
  readonly line: number;
}

/**
 * Reads the text of an `.env` file. Values are read by Node's parser, which skips in silence what it does not understand;
 * here each line must be empty, a comment, or `NAME=value`.
 *
 * @throws {PermanentError} with exit code 2: the message names the line and the remedy, and shows no value
 */
export function parseEnvFile(bytes: Uint8Array, path = ".env"): readonly EnvLine[] {
  const found: EnvLine[] = [];
  const lines = textOf(bytes, path).split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const where = `${path} line ${at + 1}`;
    if (/^\s*(#|$)/.test(line)) continue;
    const match = /^\s*(?:export\s+)?([^=]*?)\s*=(.*)$/s.exec(line);
    if (match === null) {
      throw refused(`Cannot read ${where}: it has no =. Write NAME=value, or # before a comment`);
    }
    const [, name = "", rest = ""] = match;
    if (!/^[A-Za-z_][\w.-]*$/.test(name)) {
      throw refused(
        `Cannot read ${where}: what stands before = is no name of a variable. Write NAME=value`,
      );
    }
    const [text, taken] = wholeValue(rest, lines.slice(at + 1));
    if (text === undefined) {
      throw refused(`Cannot read ${where}: the quote of ${name} is not closed. Close it`);
    }
    const earlier = found.find((each) => each.name === name);
    if (earlier !== undefined) {
      throw refused(
        `Cannot read ${where}: line ${earlier.line} sets ${name} too. Remove one of them`,
      );
    }
    found.push({ name, value: parseEnv(`${name}=${text}\n`)[name] ?? "", line: at + 1 });
    at += taken;
  }
  return found;
}

function textOf(bytes: Uint8Array, path: string): string {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    throw refused(
      `Cannot read ${path}: it begins with a byte-order mark. Save it as UTF-8 without one`,
    );
  }
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw refused(`Cannot read ${path}: it is UTF-16. Save it as UTF-8`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refused(`Cannot read ${path}: it is not UTF-8. Save it as UTF-8`);
  }
}

/** A value with the lines that its quotes include, and how many these are; no text if they are never closed. */
function wholeValue(
  rest: string,
  following: readonly string[],
): readonly [text: string | undefined, taken: number] {
  const quote = /^\s*(["'`])/.exec(rest)?.[1];
  if (quote === undefined) return [rest, 0];
  let text = rest;
  const isClosed = () => text.trimStart().indexOf(quote, 1) > 0;
  let taken = 0;
  while (!isClosed()) {
    const next = following[taken];
    if (next === undefined) return [undefined, taken];
    text += `\n${next}`;
    taken++;
  }
  return [text, taken];
}

function refused(message: string): PermanentError {
  return new PermanentError(message, { exitCode: 2 });
}
