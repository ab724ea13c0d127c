import { PermanentError } from "../base/errors.ts";
import { readDuration } from "../base/duration.ts";

/** The environment: texts of variables by name. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads typed values out of variables. Every error names the variable and the remedy (exit code 2), and never shows
 * the value of a secret. An empty variable counts as unset, as in the replaced system.
 */
export class EnvReader {
  readonly #env: Env;

  constructor(env: Env) {
    this.#env = env;
  }

  text(name: string): string | undefined {
    const value = this.#env[name]?.trim();
    return value === "" ? undefined : value;
  }

  list(name: string): readonly string[] {
    return (this.text(name) ?? "").split(",").map((item) => item.trim()).filter((item) =>
      item !== ""
    );
  }

  number(name: string, range: { min: number; max: number; integer?: boolean }): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    const fits = Number.isFinite(value) && value >= range.min && value <= range.max &&
      (range.integer !== true || Number.isInteger(value));
    if (!fits) {
      const kind = range.integer === true ? "a whole number" : "a number";
      this.refuse(name, `is "${text}"; use ${kind} from ${range.min} to ${range.max}`);
    }
    return value;
  }

  /** In ms. `minMs` is 1 by default: as an interval, zero makes no sense. */
  duration(name: string, range: { minMs?: number } = {}): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const ms = readDuration(text, range);
    return typeof ms === "number" ? ms : this.refuse(name, ms.wrong);
  }

  choice<const Choice extends string>(
    name: string,
    choices: readonly Choice[],
  ): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    return choices.find((choice) => choice === text.toLowerCase()) ??
      this.refuse(name, `is "${text}"; use ${choices.join(", ")}`);
  }

  url(name: string): URL | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const url = URL.parse(text);
    if (url === null || !/^https?:$/.test(url.protocol)) {
      this.refuse(name, `is "${text}"; use the server's address, such as https://mastodon.example`);
    }
    return url;
  }

  /** Throws; `what` completes the sentence that starts with the name of the variable. */
  refuse(name: string, what: string): never {
    // A URL may contain a password, and errors end up in logs.
    throw new PermanentError(`${name} ${what.replaceAll(/\/\/[^/@"\s]*@/g, "//…@")}`, {
      exitCode: 2,
    });
  }
}
