import { statfs } from "node:fs/promises";
import type { Config } from "../core/config/config.ts";
import { HEALTH_PORT } from "../core/config/config.ts";
import type { PostgresConnection } from "../core/config/connections.ts";
import { codeOf, messageOf } from "../core/base/errors.ts";
import { type Part, type TellTrouble, type Trouble, Troubles } from "../core/base/trouble.ts";
import { every } from "../core/base/every.ts";
import { sleep } from "../core/base/sleep.ts";
import type { Notice } from "../core/base/outage_log.ts";
import { HealthBook } from "../core/health/health_book.ts";
import { serveHealth } from "../core/health/health_server.ts";
import { runHeartbeats } from "../core/health/heartbeat_writer.ts";
import type { Facts, PartHealth } from "../core/health/picture.ts";
import { type ProcessHealth, processHealth } from "../core/health/process_health.ts";
import { removeProcessFile, writeProcessFile } from "../core/home/process_files.ts";
import type { Stats, Unwell } from "../core/supervision/protocol.ts";
import { toRetry } from "../core/health/to_retry.ts";
import type { Supervisor } from "../core/supervision/supervisor.ts";

/** What a session knows of its workers. */
interface Workers {
  readonly supervisor: Supervisor;
  readonly stats: ReadonlyMap<string, Stats>;
}

const LOOK_EVERY_MS = 500;
const DISK_EVERY_MS = 2_000;

/**
 * The health of this process: looks at it twice a second, logs what changes, serves it on the health port, shows it on the
 * page, and writes it to the database where there is one. What one worker finds back, the others try again at once.
 */
export class SessionHealth {
  readonly #workers: Workers;
  readonly #config: Config;
  readonly #log: Notice;
  readonly #process: string;
  readonly #troubles = new Troubles(() => {});
  readonly #uses = new Set<Part>();
  readonly #book: HealthBook;
  readonly #over = new AbortController();
  readonly #leaving = new AbortController();
  readonly #running: Promise<void>[] = [];
  readonly #writing: Promise<void>[] = [];
  #url: string | undefined;
  #home: string | undefined;
  #disk: Facts["disk"];

  constructor(
    workers: Workers,
    { config, command, log }: {
      readonly config: Config;
      readonly command: string;
      readonly log: Notice;
    },
  ) {
    this.#workers = workers;
    this.#config = config;
    this.#log = log;
    this.#process = `${Deno.hostname()}/${Deno.pid}/${command}`;
    this.#book = new HealthBook(() => this.#facts(), log);
  }

  /** Begins to look and to serve: what the user has asked for makes sense. */
  begin(): void {
    if (this.#running.length === 0) this.#running.push(this.#look(), this.#serve());
  }

  /** Makes a teller for a trouble of the process itself. */
  trouble(part: Part, state?: Trouble["state"]): TellTrouble {
    return this.#troubles.teller(part, state);
  }

  /** The state directory is known: its disk is watched, and commands on this machine find the health port there. */
  useHome(home: string): void {
    this.#home = home;
    this.#uses.add("disk");
    if (this.#url !== undefined) void writeProcessFile(home, this.#url);
    this.#running.push(this.#watchDisk(home));
  }

  /** This process depends on a server that is none of its workers. */
  uses(part: "kafka" | "postgres"): void {
    this.#uses.add(part);
  }

  /** Writes this health to a database; one that does not answer is a trouble if this process depends on it. */
  writeTo(connection: PostgresConnection, { depends }: { readonly depends: boolean }): void {
    if (depends) this.#uses.add("postgres");
    const trouble = depends ? this.#troubles.teller("postgres") : () => {};
    this.#writing.push(
      runHeartbeats({ connection, trouble, health: () => this.#health() }, this.#leaving.signal),
    );
  }

  /** Takes the health of this process out of the database, before that may be stopped. Takes a second at most. */
  async leave(): Promise<void> {
    this.#leaving.abort();
    await Promise.allSettled(this.#writing);
  }

  /** Stops looking, writing and serving. */
  async end(): Promise<void> {
    await this.leave();
    this.#over.abort();
    await Promise.allSettled(this.#running);
    if (this.#home !== undefined) await removeProcessFile(this.#home);
  }

  #health(): ProcessHealth {
    return processHealth(this.#process, this.#book.parts, Date.now());
  }

  #facts(): Facts {
    return {
      workers: this.#workers.supervisor.facts,
      stats: this.#workers.stats,
      troubles: this.#troubles.all,
      uses: [...this.#uses],
      disk: this.#disk,
      batchIntervalMs: this.#config.batchIntervalMs,
    };
  }

  async #look(): Promise<void> {
    const { supervisor } = this.#workers;
    let before = this.#facts();
    const end = every(LOOK_EVERY_MS, () => {
      if (this.#book.look(Date.now())) supervisor.showHealth(unwellOf(this.#book.parts));
      const facts = this.#facts();
      supervisor.retry(toRetry(before, facts));
      before = facts;
    });
    await sleep(Infinity, this.#over.signal);
    end();
  }

  async #serve(): Promise<void> {
    const { host, port } = this.#config.health;
    await serveHealth({
      host,
      port: port ?? HEALTH_PORT,
      insist: port !== undefined,
      health: () => this.#health(),
      facts: () => this.#facts(),
      log: this.#log,
    }, {
      signal: this.#over.signal,
      listening: (url) => {
        this.#url = url;
        if (this.#home !== undefined) void writeProcessFile(this.#home, url);
      },
    });
  }

  async #watchDisk(path: string): Promise<void> {
    const unreadable = this.#troubles.teller("disk", "degraded");
    while (!this.#over.signal.aborted) {
      try {
        const { bavail, bsize } = await statfs(path);
        this.#disk = { path, freeBytes: bavail * bsize };
        unreadable(undefined);
      } catch (error) {
        this.#disk = undefined;
        // A folder that nothing has been written to yet may be missing.
        if (codeOf(error) !== "ENOENT") unreadable(`Cannot look at ${path}: ${messageOf(error)}`);
      }
      await sleep(DISK_EVERY_MS, this.#over.signal);
    }
  }
}

function unwellOf(parts: readonly PartHealth[]): Unwell {
  return parts.flatMap(({ part, state }) => state === "ok" ? [] : [[part, state] as const]);
}
