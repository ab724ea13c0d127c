import type { PostgresConnection } from "../core/config/connections.ts";
import { writeFileAtomically } from "../core/base/atomic_file.ts";
import {
  ensureReaderRole,
  excessRights,
  grantToReader,
  readerPassword,
} from "../core/postgres/reader_role.ts";
import type { Sql } from "../core/postgres/connect.ts";
import { withPoolerFound } from "../core/postgres/detect_pooler.ts";
import { withStore } from "../core/postgres/with_store.ts";
import type { Session } from "./session.ts";

/** The connection that can read aggregates only, or the statements that an administrator must run for it. */
export type Reader =
  | { readonly type: "ready"; readonly connection: PostgresConnection }
  /** This user may not create the role: an administrator must. */
  | { readonly type: "refused"; readonly role: string; readonly statements: readonly string[] };

/**
 * Opens the read-only role: that of `PG_READER_URL`, or one that is created here if permitted, with the rights that
 * this build lists. Its password is stored in the database, so that several hosts use the same one; a copy for people
 * and their tools is kept in the state directory (0600).
 */
export async function openReader(
  session: Session,
  services: { readonly postgres: PostgresConnection; readonly home: string },
): Promise<Reader> {
  const { config } = session.invocation;
  const { home } = services;
  // Past the pooler: that knows no role of ours, and passes no notification on.
  const postgres = services.postgres.direct ?? services.postgres;
  const asOwner = <T>(work: (sql: Sql) => Promise<T>) =>
    session.unlessFailed(withStore(postgres, "trunkline migrate", work));
  const given = config.reader;
  if (given !== undefined) {
    const granted = await asOwner((sql) => grantToReader(sql, given.username));
    if (!granted) {
      session.invocation.terminal.say(
        `Cannot grant rights to ${given.username}: this user does not own the schema masto. ` +
          "It keeps the rights that it has",
      );
    }
    await reportExcess(session, asOwner, given.username);
    return { type: "ready", connection: await withPoolerFound(given) };
  }
  const role = `${postgres.database}_reader`;
  const { result, password } = await asOwner(async (sql) => {
    const password = await readerPassword(sql);
    return { password, result: await ensureReaderRole(sql, { name: role, password }) };
  });
  if (result.type === "refused") return { type: "refused", role, statements: result.statements };
  await reportExcess(session, asOwner, role);
  await Deno.mkdir(home, { recursive: true, mode: 0o700 });
  await writeFileAtomically(`${home}/${role}.password`, password, { mode: 0o600 });
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

/** The message for a missing reader role: one line, then the statements for an administrator. */
export function refusal({ role, statements }: Extract<Reader, { type: "refused" }>): string {
  return [
    `Cannot create the role ${role}, which the dashboard reads with: PostgreSQL does not permit this user to. ` +
    "Have an administrator run these, and set PG_READER_URL:",
    ...statements.map((statement) => `  ${statement};`),
  ].join("\n");
}
