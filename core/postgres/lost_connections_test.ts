import assert from "node:assert/strict";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { PostgresConnection } from "../config/connections.ts";
import { freshDatabase } from "../../testing/databases.ts";
import { connectPostgres, type Sql } from "./connect.ts";
import { sessionStart, STARTUP_PADDING } from "./first_write.ts";

/** How often a statement is asked while its connection is lost. */
const ASKED = 30;
/** Longer than a statement takes on a busy machine, and shorter than the limit of a connection attempt. */
const SETTLED_WITHIN_MS = 9_000;

/** Ends of a connection, as its client sees them. */
const ENDS: Readonly<Record<string, (client: Socket) => void>> = {
  "is reset": (client) => void client.resetAndDestroy(),
  "is closed": (client) => void client.end(),
};

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
const nextTimer = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Asks statements one after another; returns what became of each. */
type Ask = (sql: Sql, beforeEach: (n: number) => void) => Promise<readonly Promise<unknown>[]>;

const WAYS: Readonly<Record<string, Ask>> = {
  "each after the answer to the one before": asking((answer) => answer.then(nextTurn)),
  "one in each turn of the event loop": asking(nextTurn),
  "from timers": asking(nextTimer),
  "in a transaction": async (sql, beforeEach) => {
    const ask = asking((answer) => answer.then(nextTurn));
    const { promise, resolve } = Promise.withResolvers<readonly Promise<unknown>[]>();
    await sql.begin(async (tx) => resolve(await ask(tx as unknown as Sql, beforeEach)))
      .catch(() => {});
    return await promise;
  },
};

for (const [end, cut] of Object.entries(ENDS)) {
  for (const [way, ask] of Object.entries(WAYS)) {
    Deno.test(`every statement is answered or fails, and the client goes on, when its connection ${end} while statements are asked ${way}`, async () => {
      await using database = await freshDatabase();
      await using proxy = await cuttable(database.connection);
      for (let cutBefore = 0; cutBefore < 8; cutBefore++) {
        const sql = connectPostgres({ ...database.connection, port: proxy.port }, {
          applicationName: "trunkline test",
        });
        try {
          await sql`select 1`;
          const asked = ask(sql, (n) => {
            if (n === cutBefore) proxy.cut(cut);
          });
          await settles(asked.then((all) => Promise.all(all)));
          // postgres.js (3.4.9) may give the first statement after it the error that ended the connection.
          await settles(sql`select 1`.catch(() => {}));
          const [row] = await settles(sql`select 1 as one`);
          assert.deepEqual({ ...row }, { one: 1 });
        } finally {
          await sql.end({ timeout: 1 });
        }
      }
    });
  }
}

Deno.test("a server sees no padding in a StartupMessage, and nothing that was kept for the connection before", () => {
  const parameters = [
    "user",
    "ada",
    ...Object.entries(STARTUP_PADDING).flat(),
    "database",
    "toots",
  ];
  const clean = startupMessage(parameters.filter((_, n) => n < 2 || n > 3));
  const kept = Uint8Array.from([80, 0, 0, 0, 6, 0, 0, 83, 0, 0, 0, 4]);
  assert.deepEqual(new Uint8Array(sessionStart(startupMessage(parameters))), clean);
  assert.deepEqual(
    new Uint8Array(sessionStart(Uint8Array.from([...kept, ...startupMessage(parameters)]))),
    clean,
  );
  assert.deepEqual(new Uint8Array(sessionStart(clean)), clean);
  const cancel = Uint8Array.from([0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 0, 1, 0, 0, 0, 2]);
  assert.deepEqual(new Uint8Array(sessionStart(cancel)), cancel);
});

function asking(pause: (answer: Promise<unknown>) => Promise<unknown>): Ask {
  return async (sql, beforeEach) => {
    const asked: Promise<unknown>[] = [];
    for (let n = 0; n < ASKED; n++) {
      beforeEach(n);
      const answer = (async () => await sql`select 2`)().catch(() => {});
      asked.push(answer);
      await pause(answer);
    }
    return asked;
  };
}

async function settles<T>(work: PromiseLike<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("a statement hangs")), SETTLED_WITHIN_MS);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A proxy before PostgreSQL whose connections can be cut. */
async function cuttable({ host, port }: Pick<PostgresConnection, "host" | "port">) {
  const clients = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = connect(port, host);
    clients.add(client);
    for (const socket of [client, upstream]) socket.on("error", () => {});
    client.pipe(upstream).pipe(client);
    client.on("close", () => {
      clients.delete(client);
      upstream.destroy();
    });
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return {
    port: address.port,
    cut: (end: (client: Socket) => void) => clients.forEach(end),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A StartupMessage of these names and values in turn. */
function startupMessage(parameters: readonly string[]): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(`${parameters.join("\0")}\0\0`);
  const message = new Uint8Array(8 + text.length);
  const view = new DataView(message.buffer);
  view.setInt32(0, message.length);
  view.setInt16(4, 3);
  message.set(text, 8);
  return message;
}
