import assert from "node:assert/strict";
import { PermanentError } from "../base/errors.ts";
import { NOON, postFields } from "../../testing/applied_tables.ts";
import { freshDatabase, migratedDatabase } from "../../testing/databases.ts";
import { rawRecord } from "../../testing/raw_record.ts";
import { parseRecord } from "../post/parse_record.ts";
import { connectPostgres, type Sql } from "../postgres/connect.ts";
import { openPosition } from "../consumer/positions.ts";
import { Applier, type ApplierOptions } from "./applier.ts";
import type { Batch } from "./batch.ts";

const PARTITION = { clusterId: "c", topic: "t", partition: 0 };

/** The posts of the offsets `[from, to)`. */
function posts(from: number, to: number, usernames: Readonly<Record<number, string>> = {}): Batch {
  const records = Array.from({ length: to - from }, (_, at) => {
    const offset = from + at;
    const fields = postFields(`${offset + 1}`, { username: usernames[offset] ?? `u${offset}` });
    const value = new TextEncoder().encode(JSON.stringify(fields));
    return {
      raw: rawRecord(value, { offset, timestamp: NOON }),
      parsed: parseRecord(value, { defaultInstance: "social.example" }),
    };
  });
  const slice = { startOffset: from, nextOffset: to, records, lastChecksum: "x" };
  return { clusterId: "c", slices: [{ topic: "t", partition: 0, ...slice }] };
}

/**
 * An applier that logs in as a role of its own, where the tests' user may make one, and an administrator beside it, on
 * another database.
 */
async function applierAsRole(options: Partial<ApplierOptions> = {}) {
  await using stack = new AsyncDisposableStack();
  const { connection } = stack.use(await migratedDatabase());
  const outside = stack.use(await freshDatabase());
  const admin = connectPostgres(connection, { applicationName: "administrator" });
  stack.defer(() => admin.end({ timeout: 1 }));
  const other = connectPostgres(outside.connection, { applicationName: "administrator" });
  stack.defer(() => other.end({ timeout: 1 }));
  await openPosition(admin, { ...PARTITION, low: 0, high: 0 });
  const { database } = connection;
  const [me] = await admin<{ may: boolean }[]>`
    select rolcreaterole or rolsuper as may from pg_roles where rolname = current_user`;
  const hasRole = me?.may === true;
  const role = hasRole ? `${database}_applier` : connection.username;
  if (hasRole) {
    await admin.unsafe(`
      create role ${role} login password 'right';
      grant ${role} to current_user;
      grant usage on schema masto to ${role};
      grant all on all tables in schema masto to ${role};
      grant execute on all functions in schema masto to ${role};`);
    stack.defer(async () => {
      await admin.unsafe(`drop owned by ${role}; drop role ${role}`).catch(() => {});
    });
  }
  const notices: string[] = [];
  const heard: (() => void)[] = [];
  const applier = stack.use(
    new Applier({
      connection: hasRole ? { ...connection, username: role, password: "right" } : connection,
      outOfOrdernessMs: 0,
      log: (_level, text) => {
        notices.push(text);
        for (const wake of heard.splice(0)) wake();
      },
      ...options,
    }),
  );
  const said = () => new Promise<void>((resolve) => heard.push(resolve));
  const never = new AbortController().signal;
  const all = stack.move();
  return {
    ...{ admin, applier, database, hasRole, notices, other, role, said },
    apply: (batch: Batch) => applier.apply(batch, never),
    count: async () => Number((await admin`select count(*) from masto.toots_raw`)[0]!["count"]),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

type It = Awaited<ReturnType<typeof applierAsRole>>;

/** Ends the sessions of the applier, as a failover does, and lets it hear of that. */
async function cut({ database, other, role }: It): Promise<void> {
  const end = () =>
    other`
      select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'trunkline consumer' and usename = ${role} and datname = ${database}`;
  while ((await end()).length > 0) await pause(10);
  await pause(50);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** An outage that an administrator or a failover causes: its statements, the message, and what ends it. */
const OUTAGES: Readonly<
  Record<
    string,
    {
      does(it: It): string;
      mends(it: It): string;
      readonly says: RegExp;
      /** By the administrator of this database; else by one who is not connected to it. */
      readonly by?: "admin";
      /** It affects the applier's role, not the administrator. */
      readonly ofRole?: true;
    }
  >
> = {
  "a right was taken away (42501)": {
    does: ({ role }) => `revoke all on masto.stream_offsets from ${role}`,
    mends: ({ role }) => `grant all on masto.stream_offsets to ${role}`,
    says: /lacks a right/,
    ofRole: true,
    by: "admin",
  },
  "the schema is being restored (3F000, 42P01)": {
    does: () => "alter schema masto rename to away",
    mends: () => "alter schema away rename to masto",
    says: /schema is not ours/,
    by: "admin",
  },
  "its disk is full (53100)": {
    does: () => `
      create function full_disk() returns trigger language plpgsql as
        $$ begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$;
      create trigger full_disk before insert on masto.toots_raw execute function full_disk()`,
    mends: () => "drop trigger full_disk on masto.toots_raw",
    says: /its disk is full/,
    by: "admin",
  },
  "it is read-only (25006)": {
    does: ({ database }) => `alter database ${database} set default_transaction_read_only = on`,
    mends: ({ database }) => `alter database ${database} reset default_transaction_read_only`,
    says: /read-only/,
  },
  "it refuses the password (28P01)": {
    does: ({ role }) => `alter role ${role} password 'other'`,
    mends: ({ role }) => `alter role ${role} password 'right'`,
    says: /refused user/,
    ofRole: true,
  },
  "the role may not log in (28000)": {
    does: ({ role }) => `alter role ${role} nologin`,
    mends: ({ role }) => `alter role ${role} login`,
    says: /refused user/,
    ofRole: true,
  },
  "no connection is free (53300)": {
    does: ({ role }) => `alter role ${role} connection limit 0`,
    mends: ({ role }) => `alter role ${role} connection limit -1`,
    says: /no connection is free/,
    ofRole: true,
  },
  "the database is gone while it is restored (3D000)": {
    does: ({ database }) => `alter database ${database} rename to ${database}_away`,
    mends: ({ database }) => `alter database ${database}_away rename to ${database}`,
    says: /has no database/,
  },
  "it takes no connections for now (55000)": {
    does: ({ database }) => `alter database ${database} allow_connections false`,
    mends: ({ database }) => `alter database ${database} allow_connections true`,
    says: /not currently accepting connections/,
  },
};

Deno.test("after a first success the applier waits, says so, and nothing is lost", async (test) => {
  await using it = await applierAsRole();
  let at = 0;
  const outages = Object.entries(OUTAGES).filter(([, { ofRole }]) => !ofRole || it.hasRole);
  await it.apply(posts(0, ++at));
  for (const [state, { does, mends, says, by }] of outages) {
    await test.step(`while ${state}`, async () => {
      // PostgreSQL refuses to rename a database while a session is connected.
      if (by === undefined) await it.admin.end({ timeout: 1 });
      const administrator: Sql = by === undefined ? it.other : it.admin;
      it.notices.length = 0;
      const said = it.said();
      await cut(it);
      await administrator.unsafe(does(it));
      const applying = it.apply(posts(at, ++at));
      await Promise.race([said, applying]);
      assert.match(it.notices[0] ?? "", says);
      assert.match(it.notices[0] ?? "", /Trying again until it is back$/);
      await administrator.unsafe(mends(it));
      assert.equal((await applying).rows.inserted, 1);
      assert.match(it.notices.at(-1) ?? "", /^PostgreSQL is back, nothing was lost, after /);
    });
  }
  const stored = await it.applier.apply(posts(0, at), new AbortController().signal);
  assert.equal(stored.rows.inserted, 0, "all is there, once");
});

Deno.test("a wrong password at the very first connection is told at once, with exit code 2", async () => {
  await using database = await freshDatabase();
  await using applier = new Applier({
    connection: { ...database.connection, password: "not-it" },
    outOfOrdernessMs: 0,
    log: () => {},
  });
  await assert.rejects(
    applier.apply(posts(0, 1), new AbortController().signal),
    (error) =>
      error instanceof PermanentError && error.exitCode === 2 && /PG_PASS/.test(error.message),
  );
});

Deno.test("limits on statements, transactions and idle sessions that an administrator has set are not ours", async () => {
  await using it = await applierAsRole();
  const { admin, database } = it;
  let at = 0;
  for (const limit of ["60ms", "1ms"]) {
    const [server] = await admin`select current_setting('server_version_num')::int as version`;
    const names = [
      "statement_timeout",
      "lock_timeout",
      "idle_in_transaction_session_timeout",
      ...(server!["version"] >= 170_000 ? ["transaction_timeout"] : []),
    ];
    for (const name of names) {
      await admin.unsafe(`alter database ${database} set ${name} = '${limit}'`);
    }
    // A session is idle, too, until its first statement comes: on a busy machine for longer than a millisecond.
    await admin.unsafe(`alter database ${database} set idle_session_timeout = '1s'`);
    await cut(it);
    assert.equal((await it.apply(posts(at, at += 5_000))).rows.inserted, 5_000);
    await pause(1_200);
    assert.equal((await it.apply(posts(at, ++at))).rows.inserted, 1);
    assert.deepEqual(it.notices, []);
  }
});

Deno.test("a batch that the server cancels is applied in halves, all of it, and whole ones follow", async () => {
  await using it = await applierAsRole({ statementTimeoutMs: 300 });
  await it.admin.unsafe(`
    create function slow() returns trigger language plpgsql as
      $$ begin perform pg_sleep(0.02); return new; end $$;
    create trigger slow before insert on masto.toots_raw for each row execute function slow()`);
  const { rows } = await it.apply(posts(0, 100));
  assert.equal(rows.inserted, 100);
  assert.equal(await it.count(), 100);
  assert.match(it.notices[0] ?? "", /statement timeout.*batch of 100 records.*smaller ones/);
  assert.equal(it.notices.length, 1, "once for all the halving");
  await it.admin.unsafe("drop trigger slow on masto.toots_raw");
  for (let from = 100; from < 1_500; from += 100) {
    assert.equal((await it.apply(posts(from, from + 100))).rows.inserted, 100);
  }
  assert.equal(await it.count(), 1_500);
  assert.match(it.notices.at(-1) ?? "", /^PostgreSQL takes whole batches again, after /);
});

Deno.test("a single record that is cancelled is told and tried until it is done, what came before it is stored", async () => {
  await using it = await applierAsRole({ statementTimeoutMs: 200 });
  await it.admin.unsafe(`
    create function slow() returns trigger language plpgsql as
      $$ begin if new.username = 'sloth' then perform pg_sleep(30); end if; return new; end $$;
    create trigger slow before insert on masto.toots_raw for each row execute function slow()`);
  const applying = it.apply(posts(0, 8, { 5: "sloth" }));
  while (!it.notices.some((text) => /Trying again until it is back/.test(text))) await it.said();
  assert.equal(await it.count(), 5);
  await it.admin.unsafe("drop trigger slow on masto.toots_raw");
  assert.equal((await applying).rows.inserted, 8);
  assert.equal(await it.count(), 8);
});

Deno.test("waits between attempts double from the first failure on, and have a bound", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  void (async () => {
    for await (const connection of listener) connection.close();
  })().catch(() => {});
  const { port } = listener.addr;
  const stop = new AbortController();
  const waits: number[] = [];
  await using applier = new Applier({
    connection: { host: "127.0.0.1", port, database: "d", username: "u", password: "p" },
    outOfOrdernessMs: 0,
    log: () => {},
    sleep: (ms) => {
      if (waits.push(ms) === 6) stop.abort();
      return Promise.resolve();
    },
  });
  await assert.rejects(applier.apply(posts(0, 1), stop.signal));
  // Half of each is random.
  const full = [200, 400, 800, 1_600, 3_000, 3_000];
  const isOf = (ms: number, n: number) => ms >= full[n]! / 2 && ms <= full[n]!;
  assert.ok(waits.length === full.length && waits.every(isOf), waits.join());
});
