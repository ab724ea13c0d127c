import type { Command } from "../command.ts";
import { migrateStore } from "../pipeline.ts";
import { openReader, refusal } from "../reader.ts";
import { openServices } from "../services.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "migrate",
  summary: "updates the schema masto to the version of this build",
  flags: { json: { help: "print the version as JSON" } },
  examples: [
    ["migrate", "the embedded database, or that of PG_URL"],
    ["migrate --json", "for a deployment script"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const services = await openServices(session, { postgres: true });
      const { version, taken } = await session.race(migrateStore(invocation, services.postgres));
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
