import type { PostgresConnection } from "../core/config/connections.ts";
import { writeAtomically } from "../core/base/write_atomically.ts";
import {
  ensureReaderRole,
  excessRights,
  grantToReader,
  readerPassword,
} from "../core/postgres/reader_role.ts";
import type { Sql } from "../core/postgres/connect.ts";
import { withStore } from "../core/postgres/with_store.ts";
import type { Session } from "./session.ts";

/** How to read the aggregates and nothing else, or why that is not possible. */
export type Reader =
  | { readonly type: "ready"; readonly connection: PostgresConnection }
  /** An administrator has to make the role. */
  | { readonly type: "refused"; readonly role: string; readonly statements: readonly string[] };

/**
 * The read-only role: that of `PG_READER_URL`, or one of our own, made where we may, with the rights that this build lists.
 * The password of our own belongs to the database, so that no host locks another one's page out; a copy for people and
 * their tools is kept in the state directory (0600).
 */
export async function openReader(
  session: Session,
  services: { readonly postgres: PostgresConnection; readonly home: string },
): Promise<Reader> {
  const { config } = session.invocation;
  const { postgres, home } = services;
  const asOwner = <T>(work: (sql: Sql) => Promise<T>) =>
    session.unlessFailed(withStore(postgres, "trunkline migrate", work));
  const given = config.reader;
  if (given !== undefined) {
    const granted = await asOwner((sql) => grantToReader(sql, given.username));
    if (!granted) {
      session.invocation.terminal.say(
        `Cannot set the rights of ${given.username}: this user does not own the schema masto. ` +
          "It reads what it was granted before",
      );
    }
    await reportExcess(session, asOwner, given.username);
    return { type: "ready", connection: given };
  }
  const role = `${postgres.database}_reader`;
  const { result, password } = await asOwner(async (sql) => {
    const password = await readerPassword(sql);
    return { password, result: await ensureReaderRole(sql, { name: role, password }) };
  });
  if (result.type === "refused") return { type: "refused", role, statements: result.statements };
  await reportExcess(session, asOwner, role);
  await Deno.mkdir(home, { recursive: true, mode: 0o700 });
  await writeAtomically(`${home}/${role}.password`, password, { mode: 0o600 });
  return { type: "ready", connection: { ...postgres, username: role, password } };
}

/** Prints what the role can read beyond the aggregates, which no grant of ours takes away. */
async function reportExcess(
  session: Session,
  asOwner: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>,
  role: string,
): Promise<void> {
  const excess = await asOwner((sql) => excessRights(sql, role));
  if (excess !== undefined) session.invocation.terminal.say(excess);
}

/** What to tell who has no reader: one line, then the statements for an administrator. */
export function refusal({ role, statements }: Extract<Reader, { type: "refused" }>): string {
  return [
    `PostgreSQL does not let this user make the role ${role}, which the dashboard reads with. ` +
    "Have an administrator run these, and set PG_READER_URL:",
    ...statements.map((statement) => `  ${statement};`),
  ].join("\n");
}
