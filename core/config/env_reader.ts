import { messageOf, PermanentError } from "../base/errors.ts";
import { readDuration } from "../base/duration.ts";
import {
  type ChoiceOf,
  type NameOf,
  rowOf,
  type SecretName,
  type Variable,
  VARIABLE_TABLE,
} from "./variables.ts";

/** The environment: texts of variables by name. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Longest part of a value that an error shows. */
const SHOWN_MAX = 60;

/**
 * Reads a file that a variable names. With `readLater`, somebody else reads its content: a pipe, which gives it once and may
 * keep its reader waiting, is left alone.
 */
export type ReadText = (path: string, readLater: boolean) => string;

/**
 * Reads typed values out of variables, by their rows in the table. Every error is one line that names the variable and the
 * remedy (exit code 2), and never shows the value of a secret. An empty variable counts as unset, as in the replaced system.
 */
export class EnvReader {
  readonly #env: Env;
  readonly #readText: ReadText;

  constructor(env: Env, readText: ReadText) {
    this.#env = env;
    this.#readText = readText;
  }

  /** Whether the variable, or the file that may hold its value, is set. */
  has(name: string): boolean {
    const names = Object.hasOwn(VARIABLE_TABLE, `${name}_FILE`) ? [name, `${name}_FILE`] : [name];
    return names.some((each) => this.isSet(each));
  }

  /** Whether the variable itself is set. */
  isSet(name: string): boolean {
    return (this.#env[name] ?? "").trim() !== "";
  }

  text(name: string): string | undefined {
    const value = this.#env[name]?.trim();
    if (value === undefined || value === "") return undefined;
    if (/\p{Cc}/u.test(value)) {
      this.refuse(name, "has a line break or a control character in it; remove that");
    }
    return value;
  }

  list(name: string): readonly string[] {
    return (this.text(name) ?? "").split(",").map((item) => item.trim()).filter((item) =>
      item !== ""
    );
  }

  /** An HTTP address; no message shows it. */
  webhook(name: Extract<SecretName, NameOf<"webhook">>): string | undefined {
    const secret = this.secret(name);
    if (secret === undefined) return undefined;
    const { value, from } = secret;
    const url = URL.parse(value);
    if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === "") {
      this.refuse(from, "is no address for HTTP; use one such as https://chat.example/hooks/…");
    }
    if (url.username !== "" || url.password !== "") {
      this.refuse(from, "holds a user or a password; use an address with its secret in the path");
    }
    return url.href;
  }

  /** Names of hosts, in small letters. */
  hosts(name: NameOf<"hosts">): readonly string[] {
    return this.list(name).map((host) => {
      const lower = host.toLowerCase();
      if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(lower)) {
        this.refuse(name, `has ${shown(host)}; use names of hosts, such as stats.example`);
      }
      return lower;
    });
  }

  /** Hours of the day, as `22:00-07:00`. */
  hours(name: NameOf<"hours">): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const time = "([01]?\\d|2[0-3]):[0-5]\\d";
    const [from, to] = text.split("-");
    if (!new RegExp(`^${time}-${time}$`).test(text) || from === to) {
      this.refuse(name, `is ${shown(text)}; use hours such as 22:00-07:00`);
    }
    return text;
  }

  number(name: NameOf<"number">): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const row: { min: number; max: number; integer?: boolean } = VARIABLE_TABLE[name];
    const value = /^[+-]?\d+(\.\d*)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
    const fits = value >= row.min && value <= row.max &&
      (row.integer !== true || Number.isInteger(value));
    if (!fits) {
      const kind = row.integer === true ? "a whole number" : "a number";
      this.refuse(name, `is ${shown(text)}; use ${kind} from ${row.min} to ${row.max}`);
    }
    return value;
  }

  /** In ms. */
  duration(name: NameOf<"duration">): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const ms = readDuration(text, VARIABLE_TABLE[name]);
    return typeof ms === "number" ? ms : this.refuse(name, ms.wrong);
  }

  choice<Name extends NameOf<"choice">>(name: Name): ChoiceOf<Name> | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const choices: readonly ChoiceOf<Name>[] = VARIABLE_TABLE[name].choices;
    return choices.find((choice) => choice === text.toLowerCase()) ??
      this.refuse(name, `is ${shown(text)}; use ${choices.join(", ")}`);
  }

  topic(name: NameOf<"topic">): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!/^[\w.-]{1,249}$/.test(text) || /^\.\.?$/.test(text)) {
      this.refuse(
        name,
        `is ${shown(text)}; a topic's name has letters, digits, ".", "_" and "-", 249 at most`,
      );
    }
    return text;
  }

  /** An address to listen on: an IP address or a name, without a port. */
  host(name: NameOf<"host">): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const isAddress = /^\[?[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*\]?$/i.test(text);
    const isName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) && text.length <= 253;
    if (!isAddress && !isName) {
      this.refuse(
        name,
        `is ${
          shown(text)
        }; use an address of this machine such as 127.0.0.1 or 0.0.0.0, without a port`,
      );
    }
    return text.replace(/^\[(.*)\]$/, "$1");
  }

  /** The value of a secret, from its variable or from the file that `NAME_FILE` names. */
  secret(name: SecretName): { readonly value: string; readonly from: string } | undefined {
    const file = `${name}_FILE` as const;
    if (this.text(file) === undefined) {
      const value = this.#env[name];
      if (value === undefined || value.trim() === "") return undefined;
      if (/\p{Cc}/u.test(value.trim())) {
        this.refuse(name, "has a line break or a control character in it; remove that");
      }
      const asIs = rowOf(name).type === "secret";
      return { value: asIs ? value.replace(/\r?\n$/, "") : value.trim(), from: name };
    }
    if (this.isSet(name)) {
      this.refuse(file, `and ${name} are both set; set one of them`);
    }
    const value = (this.file(file) ?? "").replace(/\r?\n$/, "");
    if (value.trim() === "") {
      this.refuse(file, "names a file that is empty; write the secret to it");
    }
    if (/\p{Cc}/u.test(value)) {
      this.refuse(file, "names a file of more than one line; leave the secret alone in it");
    }
    return { value, from: file };
  }

  /** A secret that is sent in an HTTP header. */
  token(name: Extract<SecretName, NameOf<"token">>): string | undefined {
    const secret = this.secret(name);
    if (secret === undefined) return undefined;
    const { value, from } = secret;
    if (!/^[\x21-\x7e]+$/.test(value)) {
      this.refuse(from, "has a space or a letter that no token has; copy the token alone");
    }
    const row: Variable = VARIABLE_TABLE[name];
    const minLength = row.type === "token" ? row.minLength ?? 1 : 1;
    if (value.length < minLength) {
      this.refuse(
        from,
        `has ${value.length} characters, which can be guessed; use ${minLength} or more, ` +
          "such as those of: openssl rand -hex 16",
      );
    }
    return value;
  }

  url(name: "MASTODON_BASE_URL"): URL | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const url = URL.parse(text);
    if (url === null || !/^https?:\/\//i.test(text) || url.hostname === "") {
      this.refuse(
        name,
        `is ${shown(text)}; use the server's address, such as https://mastodon.example`,
      );
    }
    if (url.username !== "" || url.password !== "") {
      this.refuse(name, `holds a user or a password; use ${url.origin}, and a token for the login`);
    }
    if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
      this.refuse(name, `is ${shown(text)}; leave out what follows the host: ${url.origin}`);
    }
    return url;
  }

  /** The address of a proxy, with its user and password if it has one. */
  proxy(name: NameOf<"proxy">): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const hasScheme = text.includes("://");
    const url = URL.parse(hasScheme ? text : `http://${text}`);
    if (
      url === null || !/^https?:$/.test(url.protocol) || url.port === "0" ||
      // URL.parse forgives slashes that are missing or too many, and white space.
      !/^(\w+:\/\/)?[^\s/\\?#]+\/?$/.test(text) ||
      // A word alone is rather a mistake than a host on port 80.
      (!hasScheme && !/:\d+\/?$/.test(text))
    ) {
      const told = shown(text.replace(/^(\w+:\/\/)?.*@/s, "$1…@"));
      this.refuse(name, `is ${told}; use the proxy's address, such as http://proxy.example:3128`);
    }
    if (![url.username, url.password].every(isDecodable)) {
      this.refuse(name, "has a stray % in the user or the password; write each % there as %25");
    }
    return url.href;
  }

  /** The content of the file that a variable names. */
  file(name: NameOf<"file">): string | undefined {
    const path = this.text(name);
    return path === undefined ? undefined : this.#read(name, path, VARIABLE_TABLE[name].holds);
  }

  /** The path that a variable names, of a file that a worker reads later. */
  readable(name: NameOf<"file">): string | undefined {
    const path = this.text(name);
    if (path !== undefined) this.#read(name, path, VARIABLE_TABLE[name].holds, true);
    return path;
  }

  /** The PEM text of a certificate whose path is a part of the variable. */
  certificate(name: string, path: string): string {
    return this.#read(name, path, "certificate");
  }

  #read(name: string, path: string, holds: string, readLater = false): string {
    let text: string;
    try {
      text = this.#readText(path, readLater);
    } catch (error) {
      const why = messageOf(error).replace(/: readfile '.*'$/, "");
      return this.refuse(
        name,
        `names the file ${
          shown(path)
        }, which cannot be read (${why}); name one that this user may read`,
      );
    }
    const wanted = PEM[holds];
    if (wanted !== undefined && !wanted.pattern.test(text)) {
      this.refuse(name, `names the file ${shown(path)}, which holds ${wanted.not}`);
    }
    return text;
  }

  /** Throws; `what` completes the sentence that starts with the name of the variable. */
  refuse(name: string, what: string): never {
    // A URL may contain a password, and errors end up in logs.
    throw new PermanentError(`${name} ${what.replaceAll(/\/\/[^/@"\s]*@/g, "//…@")}`, {
      exitCode: 2,
    });
  }
}

const PEM: Readonly<Record<string, { readonly pattern: RegExp; readonly not: string }>> = {
  certificate: {
    pattern: /-----BEGIN (TRUSTED )?CERTIFICATE-----/,
    not: "no certificate; use one in PEM form (-----BEGIN CERTIFICATE-----)",
  },
  key: {
    pattern: /-----BEGIN ((RSA|EC) )?PRIVATE KEY-----(?![\s\S]*ENCRYPTED)/,
    not: "no private key without a passphrase; use one in PEM form (-----BEGIN PRIVATE KEY-----)",
  },
};

/** Whether percent-encoded text stands for UTF-8. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** A value in quotes, cut if it is long. */
export function shown(text: string): string {
  const cut = [...text].slice(0, SHOWN_MAX).join("");
  return `"${cut}${cut === text ? "" : "…"}"`;
}
