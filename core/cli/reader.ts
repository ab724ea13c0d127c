import { randomBytes } from "node:crypto";
import type { PostgresConnection } from "../connections.ts";
import { writeAtomically } from "../home/write_atomically.ts";
import { ensureReaderRole } from "../store/reader_role.ts";
import { withStore } from "../store/with_store.ts";
import type { Session } from "./session.ts";

/** How to read the aggregates and nothing else, or why that is not possible. */
export type Reader =
  | { readonly type: "ready"; readonly connection: PostgresConnection }
  /** An administrator has to make the role. */
  | { readonly type: "refused"; readonly role: string; readonly statements: readonly string[] };

/**
 * The read-only role: that of `PG_READER_URL`, or one of our own, made where we may. Its password is kept in the state
 * directory (0600), so that a second start finds the role as the first one left it.
 */
export async function openReader(
  session: Session,
  services: { readonly postgres: PostgresConnection; readonly home: string },
): Promise<Reader> {
  const { config } = session.invocation;
  if (config.reader !== undefined) return { type: "ready", connection: config.reader };
  const { postgres, home } = services;
  const role = `${postgres.database}_reader`;
  const password = await keptPassword(`${home}/${role}.password`, home);
  const result = await session.unlessFailed(
    withStore(
      postgres,
      "trunkline migrate",
      (sql) => ensureReaderRole(sql, { name: role, password }),
    ),
  );
  if (result.type === "refused") return { type: "refused", role, statements: result.statements };
  return { type: "ready", connection: { ...postgres, username: role, password } };
}

/** What to tell who has no reader: one line, then the statements for an administrator. */
export function refusal({ role, statements }: Extract<Reader, { type: "refused" }>): string {
  return [
    `PostgreSQL does not let this user make the role ${role}, which the dashboard reads with. ` +
    "Have an administrator run these, and set PG_READER_URL:",
    ...statements.map((statement) => `  ${statement};`),
  ].join("\n");
}

async function keptPassword(path: string, home: string): Promise<string> {
  try {
    return (await Deno.readTextFile(path)).trim();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    const password = randomBytes(18).toString("base64url");
    await Deno.mkdir(home, { recursive: true, mode: 0o700 });
    await writeAtomically(path, password, { mode: 0o600 });
    return password;
  }
}
