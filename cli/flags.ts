import { readDuration } from "../core/base/duration.ts";
import { messageOf, PermanentError } from "../core/base/errors.ts";

/** A mistake on the command line: exit code 2. */
export const usageError = (message: string) => new PermanentError(message, { exitCode: 2 });

/** The given flags, read as their types. Every error names the flag and the remedy (exit code 2). */
export class Flags {
  readonly #given: Readonly<Record<string, unknown>>;

  constructor(given: Readonly<Record<string, unknown>>) {
    this.#given = given;
  }

  has(name: string): boolean {
    return this.#given[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.#given[name];
    if (value === undefined) return undefined;
    if (typeof value !== "string" || value === "") {
      throw usageError(`--${name} needs a value; see --help`);
    }
    return value;
  }

  /** In ms, above zero. */
  duration(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const ms = readDuration(text);
    if (typeof ms !== "number") throw usageError(`--${name} ${ms.wrong}`);
    return ms;
  }

  number(name: string, range: { min: number; max: number; integer?: boolean }): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    const fits = value >= range.min && value <= range.max &&
      (range.integer !== true || Number.isInteger(value));
    if (!fits) {
      const kind = range.integer === true ? "a whole number" : "a number";
      throw usageError(`--${name} is "${text}"; use ${kind} from ${range.min} to ${range.max}`);
    }
    return value;
  }

  /** An instant in ISO 8601; a date alone is its midnight, UTC. */
  instant(name: string): Date | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const isDate = /^\d{4}-\d\d-\d\d$/.test(text);
    const at = new Date(isDate ? `${text}T00:00:00Z` : text);
    if (Number.isNaN(at.getTime()) || !/^\d{4}-/.test(text)) {
      throw usageError(
        `--${name} is "${text}"; use a date or an instant such as 2026-11-23T10:00:00Z`,
      );
    }
    return at;
  }

  /** `[from, to)` of `--from` and `--to`, ms since 1970; an end that is not given is left out. */
  span(): { readonly from?: number; readonly to?: number } {
    const [from, to] = [this.instant("from")?.getTime(), this.instant("to")?.getTime()];
    if (from !== undefined && to !== undefined && from >= to) {
      throw usageError(
        `--from is "${this.text("from")}" and not before --to, "${this.text("to")}"; exchange them`,
      );
    }
    return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  }

  /** Absolute path of an existing file. */
  file(name: string): string | undefined {
    const path = this.text(name);
    return path === undefined ? undefined : existingFile(path, `--${name}`);
  }

  choice<const Choice extends string>(
    name: string,
    choices: readonly Choice[],
  ): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const choice = choices.find((each) => each === text);
    if (choice === undefined) throw usageError(`--${name} is "${text}"; use ${choices.join(", ")}`);
    return choice;
  }
}

/** Refuses `-` and `/dev/…`, which other programs use for pipes: files are read by name, and written as a whole. */
export function refusePipe(path: string, namedBy: string): void {
  if (path !== "-" && !path.startsWith("/dev/")) return;
  throw usageError(`${namedBy} is "${path}", and pipes are not supported; name a file`);
}

/** Absolute path of an existing file; errors name the flag or variable that named it (exit code 2). */
export function existingFile(path: string, namedBy: string): string {
  refusePipe(path, namedBy);
  try {
    const found = Deno.realPathSync(path);
    if (Deno.statSync(found).isFile) return found;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) {
      throw usageError(`${namedBy} is "${path}", which cannot be read: ${messageOf(error)}`);
    }
    throw usageError(`${namedBy} is "${path}", and there is no such file`);
  }
  throw usageError(`${namedBy} is "${path}", which is no file; name one`);
}
