import { lookup } from "node:dns/promises";
import { orAborted } from "../base/or_aborted.ts";
import {
  type InstanceAnswer,
  readInstance,
  type Trouble,
  unreachable,
} from "../mastodon/check_server.ts";
import { type Credentials, readCredentials } from "../mastodon/credentials.ts";
import { proxyFor } from "../mastodon/proxy.ts";
import type { ServerAccess } from "../mastodon/rest_get.ts";
import { once, Unavailable } from "./check.ts";
import { reach } from "./reach.ts";

/** The instance API's answer, with the clocks of both sides. */
export type TimedInstance = InstanceAnswer & {
  /** How far this machine's clock is ahead of the server's, ms; undefined where the server does not say its time. */
  readonly aheadMs: number | undefined;
};

/** What several checks of one server need to know; each is asked for once. */
export class SourceProbe {
  readonly access: ServerAccess;
  readonly url: URL;
  readonly port: number;
  /** The proxy that leads to it, if any. */
  readonly proxy: URL | undefined;
  readonly #signal = Promise.withResolvers<AbortSignal>();

  constructor(access: ServerAccess) {
    this.access = access;
    this.url = new URL(access.baseUrl);
    this.port = Number(this.url.port || (this.url.protocol === "https:" ? 443 : 80));
    this.proxy = proxyFor(this.url, access.proxies);
  }

  /** Skips a check of the direct way where a proxy is taken: name and address are the proxy's affair. */
  requireDirect(): void {
    if (this.proxy === undefined) return;
    throw new Unavailable(`the server is reached through the proxy ${this.proxy.host}`);
  }

  /** The signal of the checks, which every question ends with. */
  set signal(signal: AbortSignal) {
    this.#signal.resolve(signal);
  }

  /** The addresses of the server's name. */
  readonly addresses: () => Promise<readonly string[]> = once(async () => {
    const found = await orAborted(
      lookup(hostOf(this.url), { all: true }),
      await this.#signal.promise,
    );
    return found.map(({ address }) => address);
  });

  /** Connects to the server's port. */
  readonly reached: () => Promise<void> = once(async () =>
    reach(hostOf(this.url), { port: this.port, signal: await this.#signal.promise })
  );

  /** Rejects with the words and the remedy if the server does not answer as one. */
  readonly instance: () => Promise<TimedInstance> = once(async () => {
    const signal = await this.#signal.promise;
    // Without the token first: some servers refuse every request with a wrong one.
    const { token: _, ...withoutToken } = this.access;
    let askedAt = Date.now();
    let answer = await ask(withoutToken, signal);
    if (answer.type === "refused" && this.access.token !== undefined) {
      askedAt = Date.now();
      answer = await ask(this.access, signal);
    }
    if (answer.type !== "ok") throw new Error(answer.message);
    return { ...answer, aheadMs: aheadOf(answer.headers, { askedAt, answeredAt: Date.now() }) };
  });

  readonly credentials: () => Promise<Credentials> = once(async () => {
    await this.need("server", this.instance);
    return await readCredentials(this.access, await this.#signal.promise);
  });

  /** What another check asks for; where it failed, that check says why, and this one is skipped. */
  async need<T>(check: string, question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      throw new Unavailable(`needs what the check "${check}" found wrong`);
    }
  }
}

async function ask(
  access: ServerAccess,
  signal: AbortSignal,
): Promise<InstanceAnswer | Trouble> {
  try {
    return await readInstance(access, signal);
  } catch (error) {
    signal.throwIfAborted();
    return unreachable(access, error);
  }
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

/** Compares `Date` (whole seconds) with the middle of the request. */
function aheadOf(
  headers: Headers,
  { askedAt, answeredAt }: { readonly askedAt: number; readonly answeredAt: number },
): number | undefined {
  const server = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(server) ? undefined : (askedAt + answeredAt) / 2 - (server + 500);
}
