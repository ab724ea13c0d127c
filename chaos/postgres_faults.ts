/** Faults on a consumer's connections to PostgreSQL that hit a chosen moment of a transaction. */

import { type ChunkFilter, TcpProxy } from "../embedded/mastodon/tcp_proxy.ts";

/**
 * `open`: inside a transaction, some messages after BEGIN. `commit`: COMMIT, or the single statement that is a transaction of
 * its own, has reached the server, but its response has not come back.
 */
export type Moment = "open" | "commit";

/** The application name of the connection that applies. */
const APPLIER = "application_name\0trunkline consumer\0";
/** Start of the call that applies a small batch of new posts; only this length of a statement is kept. */
const IN_ONE_CALL = "select masto.apply_new_p";
const text = new TextDecoder("latin1");

/** A {@linkcode TcpProxy} before PostgreSQL that parses the applier's messages and freezes its connection at a chosen one. */
export class PostgresFaults implements Disposable {
  readonly #proxy: TcpProxy;
  #armed: { moment: Moment; after: number; hit: (where: string) => void } | undefined;

  constructor(target: { readonly host: string; readonly port: number }) {
    this.#proxy = new TcpProxy({ target, filter: () => this.#filter() });
  }

  get port(): number {
    return this.#proxy.port;
  }

  /**
   * Waits for the moment and freezes the connection there. `after`: number of messages after BEGIN. Resolves to a description
   * of the last message.
   */
  strike(moment: Moment, after: number): Promise<string> {
    return new Promise((hit) => this.#armed = { moment, after, hit });
  }

  /** Cancels a {@linkcode strike} whose moment has not come. */
  disarm(): void {
    this.#armed = undefined;
  }

  /** From now on no packet passes on the connections that are open; new ones work. */
  freeze(): void {
    this.#proxy.freezeOpen();
  }

  /** Closes all connections, as the system of a killed client does. */
  reset(): void {
    this.#proxy.cut();
  }

  [Symbol.dispose](): void {
    this.#proxy[Symbol.dispose]();
  }

  #filter(): ChunkFilter {
    const messages = new ClientMessages();
    return (chunk) => {
      if (!messages.applier && !messages.isApplier(chunk)) return undefined;
      const struck = this.#look(messages.read(chunk));
      // An open transaction stays open; a COMMIT gets through, but its response does not.
      return struck && {
        forward: struck.moment === "commit",
        onFrozen: () => struck.hit(struck.what),
      };
    };
  }

  #look(messages: readonly ClientMessage[]) {
    for (const message of messages) {
      const armed = this.#armed;
      if (armed === undefined) return undefined;
      const hit = armed.moment === "commit"
        ? message.statement === "commit" || message.statement === IN_ONE_CALL
        : message.sinceBegin === armed.after;
      if (!hit) continue;
      this.#armed = undefined;
      return {
        ...armed,
        what: `${message.statement ?? message.type} (${message.sinceBegin} after BEGIN)`,
      };
    }
    return undefined;
  }
}

interface ClientMessage {
  readonly type: string;
  /** The first words of the executed statement. */
  readonly statement: string | undefined;
  readonly sinceBegin: number;
}

/** Parses the messages of one client connection. */
class ClientMessages {
  applier = false;
  #started = false;
  #rest = new Uint8Array();
  #names = new Map<string, string>();
  #sinceBegin = -1;

  isApplier(chunk: Uint8Array): boolean {
    return this.applier = !this.#started && text.decode(chunk).includes(APPLIER);
  }

  read(chunk: Uint8Array): ClientMessage[] {
    let bytes = new Uint8Array(this.#rest.length + chunk.length);
    bytes.set(this.#rest);
    bytes.set(chunk, this.#rest.length);
    const messages: ClientMessage[] = [];
    for (;;) {
      const head = this.#started ? 1 : 0;
      if (bytes.length < head + 4) break;
      const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(head) + head;
      if (bytes.length < length) break;
      if (this.#started) messages.push(this.#message(bytes.subarray(0, length)));
      this.#started = true;
      bytes = bytes.slice(length);
    }
    this.#rest = bytes;
    return messages;
  }

  #message(bytes: Uint8Array): ClientMessage {
    const type = String.fromCharCode(bytes[0] ?? 0);
    const words = text.decode(bytes.subarray(5, 400)).split("\0");
    let statement: string | undefined;
    if (type === "P") {
      this.#names.set(words[0] ?? "", (words[1] ?? "").trim().slice(0, IN_ONE_CALL.length));
    }
    if (type === "B") statement = this.#names.get(words[1] ?? "");
    if (type === "Q") statement = (words[0] ?? "").trim().slice(0, IN_ONE_CALL.length);
    if (statement === "begin") this.#sinceBegin = 0;
    else if (statement === "commit" || statement === "rollback") this.#sinceBegin = -1;
    else if (this.#sinceBegin >= 0 && (statement !== undefined || type === "d")) this.#sinceBegin++;
    return { type, statement, sinceBegin: this.#sinceBegin };
  }
}
