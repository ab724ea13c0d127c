import type { Command } from "../command.ts";
import { migrateStore } from "../pipeline.ts";
import { openReader, refusal } from "../reader.ts";
import { roleStatements } from "../../core/postgres/role_statements.ts";
import { withStore } from "../../core/postgres/with_store.ts";
import { openServices } from "../services.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "migrate",
  summary: "updates the schema masto to the version of this build",
  flags: {
    roles: {
      help:
        "print the SQL that makes roles for a writer, a scorer and a reader, and do not make any",
    },
    json: { help: "print the version as JSON" },
  },
  examples: [
    ["migrate", "the embedded database, or that of PG_URL"],
    ["migrate --json", "for a deployment script"],
    ["migrate --roles", "for an administrator, who puts the passwords in"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const services = await openServices(session, { postgres: true });
      const { version, taken } = await session.race(migrateStore(invocation, services.postgres));
      if (invocation.flags.has("roles")) {
        const statements = await session.race(
          withStore(services.postgres, "trunkline migrate", roleStatements),
        );
        invocation.terminal.print(statements.map((statement) => `${statement};`).join("\n"));
        return 0;
      }
      const reader = await session.race(openReader(session, services));
      if (reader.type === "refused") invocation.terminal.say(refusal(reader));
      const words = taken === 0
        ? "no change"
        : `${taken} ${taken === 1 ? "migration" : "migrations"} applied`;
      invocation.terminal.print(
        invocation.flags.has("json")
          ? JSON.stringify({ version, taken })
          : `The schema masto is at version ${version} (${words})`,
      );
      return 0;
    }),
};
