/**
 * A TCP proxy before PostgreSQL that reads what a consumer says, so that faults hit the moment they are meant for:
 * inside an open transaction, or between a COMMIT and its answer.
 */

/**
 * `open`: in a transaction, some messages after BEGIN; `commit`: COMMIT, or the one statement that is a transaction by
 * itself, has reached the server, its answer has not come.
 */
export type Moment = "open" | "commit";

/** The application name of the connection that applies. */
const APPLIER = "application_name\0trunkline consumer\0";
/** How the call begins that applies a small batch of new posts; as much of a statement as is kept. */
const IN_ONE_CALL = "select masto.apply_new_p";
const text = new TextDecoder("latin1");

export class PostgresProxy implements Disposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #target: Deno.ConnectOptions;
  readonly #open = new Set<Deno.Conn>();
  #armed: { moment: Moment; after: number; hit: (where: string) => void } | undefined;
  #frozen = false;

  constructor(target: { readonly host: string; readonly port: number }) {
    this.#target = { hostname: target.host, port: target.port };
    void this.#accept();
  }

  get port(): number {
    return (this.#listener.addr as Deno.NetAddr).port;
  }

  /**
   * Waits for the moment, and stops all packets of that connection there. `after`: how many messages past BEGIN.
   * Resolves to a word about the last message.
   */
  strike(moment: Moment, after: number): Promise<string> {
    return new Promise((hit) => this.#armed = { moment, after, hit });
  }

  /** Forgets a moment that did not come. */
  disarm(): void {
    this.#armed = undefined;
  }

  /** From now on no packet passes on the connections that are open; new ones work. */
  freeze(): void {
    this.#frozen = true;
  }

  /** Closes what is open, as a killed client's system does. */
  reset(): void {
    this.#frozen = false;
    for (const connection of this.#open) close(connection);
    this.#open.clear();
  }

  [Symbol.dispose](): void {
    this.#listener.close();
    this.reset();
  }

  async #accept(): Promise<void> {
    for await (const client of this.#listener) {
      void this.#serve(client).catch(() => {});
    }
  }

  async #serve(client: Deno.TcpConn): Promise<void> {
    let server: Deno.TcpConn;
    try {
      server = await Deno.connect(this.#target);
    } catch {
      return close(client);
    }
    this.#open.add(client).add(server);
    const state = { silent: false };
    const up = this.#upwards(client, server, state);
    const down = this.#downwards(server, client, state);
    await Promise.race([up, down]).catch(() => {});
    // A frozen connection stays open: nobody hears of its end.
    if (state.silent || this.#frozen) return;
    close(client);
    close(server);
    this.#open.delete(client);
    this.#open.delete(server);
  }

  async #upwards(from: Deno.Conn, to: Deno.Conn, state: { silent: boolean }): Promise<void> {
    const reader = new ClientMessages();
    const frozenAtStart = this.#frozen;
    for await (const chunk of from.readable) {
      if (state.silent || (this.#frozen && !frozenAtStart)) return await forever();
      const struck = reader.applier || reader.isApplier(chunk)
        ? this.#look(reader.read(chunk))
        : undefined;
      if (struck === undefined) {
        await write(to, chunk);
        continue;
      }
      // An open transaction stays open; a COMMIT gets through, and its answer does not.
      state.silent = true;
      if (struck.moment === "commit") await write(to, chunk);
      struck.hit(struck.what);
      return await forever();
    }
  }

  async #downwards(from: Deno.Conn, to: Deno.Conn, state: { silent: boolean }): Promise<void> {
    const frozenAtStart = this.#frozen;
    for await (const chunk of from.readable) {
      if (state.silent || (this.#frozen && !frozenAtStart)) return await forever();
      await write(to, chunk);
    }
  }

  #look(messages: readonly Said[]) {
    for (const said of messages) {
      const armed = this.#armed;
      if (armed === undefined) return undefined;
      const hit = armed.moment === "commit"
        ? said.statement === "commit" || said.statement === IN_ONE_CALL
        : said.sinceBegin === armed.after;
      if (!hit) continue;
      this.#armed = undefined;
      return { ...armed, what: `${said.statement ?? said.type} (${said.sinceBegin} after BEGIN)` };
    }
    return undefined;
  }
}

interface Said {
  readonly type: string;
  /** The first words of the statement that is run. */
  readonly statement: string | undefined;
  readonly sinceBegin: number;
}

/** Reads the messages of one client connection. */
class ClientMessages {
  applier = false;
  #started = false;
  #rest = new Uint8Array();
  #names = new Map<string, string>();
  #sinceBegin = -1;

  isApplier(chunk: Uint8Array): boolean {
    return this.applier = !this.#started && text.decode(chunk).includes(APPLIER);
  }

  read(chunk: Uint8Array): Said[] {
    let bytes = new Uint8Array(this.#rest.length + chunk.length);
    bytes.set(this.#rest);
    bytes.set(chunk, this.#rest.length);
    const said: Said[] = [];
    for (;;) {
      const head = this.#started ? 1 : 0;
      if (bytes.length < head + 4) break;
      const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(head) + head;
      if (bytes.length < length) break;
      if (this.#started) said.push(this.#message(bytes.subarray(0, length)));
      this.#started = true;
      bytes = bytes.slice(length);
    }
    this.#rest = bytes;
    return said;
  }

  #message(bytes: Uint8Array): Said {
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

async function write(to: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await to.write(bytes.subarray(at));
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // Its reader was faster.
  }
}

function forever(): Promise<never> {
  return new Promise(() => {});
}
