import type { Level } from "../supervision/protocol.ts";
import type { Spool } from "./spool.ts";
import { cutDeadLetter } from "../kafka/dead_letter.ts";
import type { TellTrouble } from "../base/trouble.ts";
import { Outbox } from "./outbox.ts";
import type { Outgoing } from "../kafka/outgoing.ts";
import type { Sender } from "../kafka/record_sender.ts";

export interface DeadLetterOutboxOptions {
  /** A separate one: an errors topic that refuses dead letters must not hold up the records of the stream. */
  readonly sender: Sender;
  readonly spool: Spool;
  readonly log: (level: Level, text: string) => void;
  readonly trouble?: TellTrouble;
  readonly diskTrouble?: TellTrouble;
  readonly memoryBytes?: number;
  readonly retryMs?: number;
  readonly stallMs?: number;
}

/** Dropped dead letters are logged at most this often, with their number. */
const DROP_LOG_INTERVAL_MS = 60_000;

/**
 * Sends dead letters to the errors topic, independently of the records of the stream. One that Kafka refuses as too
 * large is cut until it fits. One that does not fit even without its payload, or finds no room, is dropped, counted
 * and logged: the stream never waits for a dead letter.
 */
export class DeadLetterOutbox {
  readonly #options: DeadLetterOutboxOptions;
  readonly #outbox: Outbox;
  #hasRoom = true;
  #dropped = 0;
  #droppedLoggedAt = -Infinity;

  constructor(options: DeadLetterOutboxOptions) {
    this.#options = options;
    this.#outbox = new Outbox({
      memoryBytes: 4 * 2 ** 20,
      ...options,
      what: "dead letters",
      whenFull: "they are dropped",
      smaller: (letter) => {
        const value = cutDeadLetter(letter.value);
        return value === undefined ? undefined : { ...letter, value };
      },
      tooLarge: ({ topic }, instead) => {
        if (instead !== undefined) return;
        this.#drop(
          `${topic} refuses it as too large, even without its payload. Raise max.message.bytes of that topic`,
        );
      },
    });
  }

  /** Running totals. */
  get stats(): Outbox["stats"] & { readonly dropped: number } {
    return { ...this.#outbox.stats, dropped: this.#dropped };
  }

  /** Takes a dead letter; undefined stands for one that could not be made small enough. */
  push(letter: Outgoing | undefined): void {
    if (letter === undefined) {
      return this.#drop(
        "it would be larger than the record that Kafka refused. Raise max.message.bytes of the stream's topic",
      );
    }
    if (!this.#hasRoom) {
      return this.#drop(
        "Kafka takes none, and spool and memory are full. Correct the errors topic, or the access to it",
      );
    }
    const room = this.#outbox.push(letter);
    if (room === undefined) return;
    this.#hasRoom = false;
    void room.then(() => this.#hasRoom = true);
  }

  /** See {@linkcode Outbox.run}. */
  run(signal: AbortSignal): Promise<number> {
    return this.#outbox.run(signal);
  }

  close(): void {
    this.#outbox.close();
  }

  #drop(why: string): void {
    this.#dropped++;
    const now = performance.now();
    if (now - this.#droppedLoggedAt < DROP_LOG_INTERVAL_MS) return;
    this.#droppedLoggedAt = now;
    this.#options.log(
      "error",
      `Cannot write a dead letter: ${why} (dropped so far: ${this.#dropped})`,
    );
  }
}
