import assert from "node:assert/strict";
import { PermanentError } from "../core/base/errors.ts";
import { readConfig } from "../core/config/config.ts";
import type { Invocation } from "./command.ts";
import { Flags } from "./flags.ts";
import { inSession, type Session } from "./session.ts";
import { Terminal } from "./terminal.ts";

const SOON_MS = 200;

/** Runs `body` for {@linkcode SOON_MS} at most, in a command that starts no worker. */
function forAWhile(body: (session: Session) => Promise<unknown>): Promise<number> {
  const terminal = new Terminal("text", "en");
  terminal.log = () => {};
  const invocation: Invocation = {
    flags: new Flags({}),
    rest: [],
    env: {},
    config: readConfig({ HEALTH_PORT: "0" }, () => ""),
    terminal,
    spawn: () => {
      throw new Error("a worker was started");
    },
    interrupted: new AbortController().signal,
  };
  return inSession(
    invocation,
    async (session) => {
      await body(session);
      return 0;
    },
    { health: "run", durationMs: SOON_MS },
  );
}

Deno.test("--duration ends a command that works, with exit code 0", async () => {
  assert.equal(await forAWhile((session) => session.untilOver()), 0);
});

Deno.test("--duration ends a command that still waits to start, with exit code 1", async (t) => {
  const starts: Record<string, (session: Session) => Promise<unknown>> = {
    "for room on a disk": (session) =>
      session.onDisk(() =>
        Promise.reject(Object.assign(new Error("No space left on device"), { code: "ENOSPC" }))
      ),
    "for a server that does not answer": (session) => session.race(new Promise(() => {})),
    "for a while": (session) => session.wait(60_000),
  };
  for (const [what, start] of Object.entries(starts)) {
    await t.step(what, async () => {
      await assert.rejects(
        forAWhile(start),
        (error: unknown) =>
          error instanceof PermanentError && error.exitCode === 1 &&
          /within the 200 ms of --duration\. If/.test(error.message),
      );
    });
  }
});
