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
  const postgres = directOf(services);
  const asOwner: AsOwner = (work) => session.unlessFailed(asOwnerOf(services)(work));
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
  const { role, password, result } = await ensureOwnRole(services, asOwner);
  if (result.type === "refused") return { type: "refused", role, statements: result.statements };
  await reportExcess(session, asOwner, role);
  await Deno.mkdir(home, { recursive: true, mode: 0o700 });
  await writeFileAtomically(`${home}/${role}.password`, password, { mode: 0o600 });
  return { type: "ready", connection: { ...postgres, username: role, password } };
}

/**
 * Gives the page its role again if an administrator has dropped it or changed its password, or the database was restored
 * without roles. A role of `PG_READER_URL` is left alone: it is not ours.
 */
export async function renewReader(session: Session, services: ReaderServices): Promise<void> {
  if (session.invocation.config.reader !== undefined) return;
  await ensureOwnRole(services, asOwnerOf(services));
}

type ReaderServices = { readonly postgres: PostgresConnection };
type AsOwner = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

/** Past the pooler: that knows no role of ours, and passes no notification on. */
function directOf({ postgres }: ReaderServices): PostgresConnection {
  return postgres.direct ?? postgres;
}

function asOwnerOf(services: ReaderServices): AsOwner {
  return (work) => withStore(directOf(services), "trunkline migrate", work);
}

async function ensureOwnRole(services: ReaderServices, asOwner: AsOwner) {
  const role = `${directOf(services).database}_reader`;
  return await asOwner(async (sql) => {
    const password = await readerPassword(sql);
    return { role, password, result: await ensureReaderRole(sql, { name: role, password }) };
  });
}

/** Prints what the role can read beyond the aggregates, which no grant of ours takes away. */
async function reportExcess(
  session: Session,
  asOwner: AsOwner,
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
