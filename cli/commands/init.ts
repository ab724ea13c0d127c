import { writeFileAtomically } from "../../core/base/atomic_file.ts";
import { codeOf, messageOf, PermanentError } from "../../core/base/errors.ts";
import { editEnvFile, type EnvChange } from "../../core/config/edit_env_file.ts";
import { parseEnvFile } from "../../core/config/env_file.ts";
import type { Proxies } from "../../core/config/connections.ts";
import { type Result, runChecks } from "../../core/doctor/check.ts";
import { sourceChecks } from "../../core/doctor/source_checks.ts";
import { readInstance, unreachable } from "../../core/mastodon/check_server.ts";
import { beginAuthorization, codeIn, exchangeCode, scopesFor } from "../../core/mastodon/oauth.ts";
import type { ServerAccess } from "../../core/mastodon/rest_get.ts";
import { softwareOf } from "../../core/mastodon/software.ts";
import { parseStreamName, parseStreamNames, streamText } from "../../core/mastodon/stream_name.ts";
import { parseTimelinesAccess, streamAccess } from "../../core/mastodon/timelines_access.ts";
import type { Command, Invocation } from "../command.ts";
import { usageError } from "../flags.ts";
import { LineReader } from "../line_reader.ts";

const ENV_FILE = ".env";
const CHECK_MS = 8_000;
/** Wrong answers after which the command ends. */
const TRIES = 3;
const PROPOSED = ["public", "public:local", "public:remote", "hashtag:TAG", "list:ID", "user"];

export const command: Command = {
  name: "init",
  summary: "asks for a server, gets a token for it, checks what it may read, and writes .env",
  flags: {
    server: { value: "HOST", help: "the server to read, such as mastodon.example" },
    stream: {
      value: "NAME",
      help: "the stream to read, or several with commas; default: asked for, with a proposal",
    },
  },
  examples: [
    ["init", "asks step by step"],
    [
      "init --server mastodon.example --stream public:local",
      "asks for the code only, which may come from a pipe",
    ],
  ],
  async run(invocation) {
    const { flags, terminal, env, interrupted: signal } = invocation;
    if ((env["MASTODON_ACCESS_TOKEN_FILE"] ?? "") !== "") {
      throw usageError(
        "MASTODON_ACCESS_TOKEN_FILE is set, and init writes the token into .env; unset it first",
      );
    }
    await using lines = new LineReader();
    const ask = asker(invocation, lines);
    const baseUrl = serverOf(
      flags.text("server") ??
        await ask("Which server do you want to read, such as mastodon.example?"),
    );
    const access = accessOf(baseUrl, invocation);
    const proposals = await lookAt(access, invocation);
    const stream = flags.text("stream") ??
      await ask(`Which stream (${proposals.join(", ")}; several with commas)?`, proposals[0]);
    const streams = parseStreamNames(stream);

    const authorization = await beginAuthorization(access, {
      scopes: scopesFor(streams),
      signal,
    });
    terminal.say(
      `Open this address in a browser, log in, and let Trunkline read (${
        authorization.scopes.join(" ")
      }, nothing more):`,
    );
    terminal.print(authorization.url);
    const code = await untilRight(
      invocation,
      async () => codeIn(await ask("Paste the code that the server shows:"), authorization),
    );
    const token = await exchangeCode(access, { authorization, code, signal });

    const wrong = await check({ ...access, token }, {
      streams: streams.map(streamText),
      signal,
    });
    if (wrong.length > 0) {
      await write(invocation, { MASTODON_BASE_URL: baseUrl, MASTODON_ACCESS_TOKEN: token });
      for (const { name, words, remedy } of wrong) {
        terminal.say(`✗ ${name}: ${words}`);
        terminal.say(`  → ${remedy}`);
      }
      terminal.say("MASTODON_STREAM stays as it was. Correct it, then run: deno task doctor");
      return 1;
    }
    terminal.say(`The token may read ${stream}`);
    await write(invocation, {
      MASTODON_BASE_URL: baseUrl,
      MASTODON_ACCESS_TOKEN: token,
      MASTODON_STREAM: stream,
    });
    terminal.say("Start with: deno task run");
    return 0;
  },
};

type Ask = (question: string, otherwise?: string) => Promise<string>;

/** Asks on stderr and reads a line; an empty line takes the proposal. */
function asker({ terminal, interrupted }: Invocation, lines: LineReader): Ask {
  return async (question, otherwise) => {
    terminal.say(otherwise === undefined ? question : `${question} [${otherwise}]`);
    const line = (await lines.read(interrupted))?.trim();
    if (interrupted.aborted) throw new PermanentError("Stopped: nothing was written");
    const answer = line === "" ? otherwise : line;
    if (answer !== undefined) return answer;
    if (line === "") return "";
    throw usageError(
      "Cannot ask: the standard input has ended. Give --server and --stream, and the code as a line of input",
    );
  };
}

/** Repeats a question that was answered wrongly. */
async function untilRight<T>({ terminal }: Invocation, question: () => Promise<T>): Promise<T> {
  for (let tries = 1;; tries++) {
    try {
      return await question();
    } catch (error) {
      const isLast = tries === TRIES || !(error instanceof PermanentError) || error.exitCode === 2;
      if (isLast || /^Stopped/.test(error.message)) throw error;
      terminal.say(error.message);
    }
  }
}

/** `https://HOST` of what a person would write: a host, an address, or an account such as @ada@mastodon.example. */
function serverOf(text: string): string {
  const host = /^@?[^@\s/]+@([^@\s/]+)$/.exec(text)?.[1] ?? text;
  const url = URL.parse(/^https?:\/\//i.test(host) ? host : `https://${host}`);
  if (url === null || url.hostname === "" || url.username !== "" || /\s/.test(host)) {
    throw usageError(`"${text}" is no server; give its host, such as mastodon.example`);
  }
  return url.origin;
}

function accessOf(baseUrl: string, { config }: Invocation): ServerAccess {
  const proxies: Proxies | undefined = config.mastodon.proxies;
  return { baseUrl, ...(proxies !== undefined && { proxies }) };
}

/** Says what the server is, and proposes the streams that a user of it gets, the first as the best. */
async function lookAt(
  access: ServerAccess,
  { terminal, interrupted: signal }: Invocation,
): Promise<readonly string[]> {
  const answer = await readInstance(access, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    return unreachable(access, error);
  });
  // A server that asks for a token even here is looked at with it, later.
  if (answer.type !== "ok") {
    if (/\(401\)/.test(answer.message)) return PROPOSED;
    throw new PermanentError(answer.message, { exitCode: 2 });
  }
  const { name, version, streamsHashtags } = softwareOf(answer.instance);
  terminal.say(`${access.baseUrl} runs ${name} ${version}`);
  const cells = parseTimelinesAccess(answer.instance);
  const gets = (stream: string) => {
    if (stream.startsWith("hashtag:") && !streamsHashtags) return false;
    const user = { isUser: true, viewsClosed: false };
    return streamAccess(parseStreamName(stream), cells, user).type === "all" ||
      // The feed of a local hashtag cannot be switched off.
      stream.startsWith("hashtag:");
  };
  const proposals = PROPOSED.filter(gets);
  const off = PROPOSED.filter((stream) => stream.startsWith("public") && !gets(stream));
  if (off.length > 0) {
    terminal.say(`Switched off there, in whole or in part: ${off.join(", ")}`);
  }
  // A stream with a name to fill in cannot be taken as it stands.
  const ready = proposals.filter((stream) => !/[A-Z]/.test(stream));
  return [...ready, ...proposals.filter((stream) => !ready.includes(stream))];
}

/** What is wrong with the token and the stream. */
async function check(
  { baseUrl, token, proxies }: ServerAccess,
  { streams, signal }: { readonly streams: readonly string[]; readonly signal: AbortSignal },
): Promise<readonly (Result & { readonly type: "wrong" })[]> {
  const results = await runChecks(
    sourceChecks({ baseUrl, token, proxies, streams }),
    { signal, limitMs: CHECK_MS },
  );
  return results.flatMap((result) => result.type === "wrong" ? [result] : []);
}

/** Sets variables in `.env` (mode 0600), says what changed, and warns of what the environment hides. */
async function write(
  { terminal, env }: Invocation,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const path = await Deno.realPath(ENV_FILE).catch(() => ENV_FILE);
  const before = await textOf(path);
  const { text, changes } = editEnvFile(before ?? "", values);
  try {
    await writeFileAtomically(path, text, { mode: 0o600 });
  } catch (error) {
    throw new PermanentError(
      `Cannot write ${ENV_FILE}: ${
        messageOf(error)
      }. Make the folder writable, or run init in another one`,
    );
  }
  const said: Readonly<Record<EnvChange["change"], string>> = {
    added: "added",
    changed: "replaced",
    kept: "as it was",
  };
  terminal.say(
    `${before === undefined ? "Made" : "Changed"} ${ENV_FILE} (for this user alone): ` +
      changes.map(({ name, change }) => `${name} ${said[change]}`).join(", "),
  );
  const file = parseEnvFile(new TextEncoder().encode(before ?? ""));
  const hidden = Object.keys(values).filter((name) => {
    const given = env[name] ?? "";
    return given !== "" && given !== file.find((each) => each.name === name)?.value;
  });
  if (hidden.length > 0) {
    terminal.say(
      `${hidden.join(", ")} ${
        hidden.length === 1 ? "is" : "are"
      } also set in the environment, which goes before ${ENV_FILE}: unset ${
        hidden.length === 1 ? "it" : "them"
      }`,
    );
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw new PermanentError(`Cannot read ${path}: ${messageOf(error)}. Mend or remove it`);
  }
}
