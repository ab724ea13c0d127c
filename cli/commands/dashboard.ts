import { PermanentError } from "../../core/base/errors.ts";
import type { Command } from "../command.ts";
import { dashboardConfig, migrateStore } from "../pipeline.ts";
import { openReader, refusal } from "../reader.ts";
import { requireDashboardAddress } from "../require_listen_address.ts";
import { openServices } from "../services.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "dashboard",
  summary: "serves the live page",
  flags: {
    port: { value: "P", help: "its port (default DASHBOARD_PORT, else 8080); 0: any free one" },
    duration: { value: "D", help: "stop after this time (30s, 5m, 2h); default: at Ctrl-C" },
  },
  examples: [
    ["dashboard", "on the database of the Trunkline that runs here, or of PG_URL"],
    ["dashboard --port 9000", "on another port"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { flags, terminal } = invocation;
      const port = flags.number("port", { min: 0, max: 65_535, integer: true });
      const { dashboard: configured } = invocation.config;
      requireDashboardAddress({ ...configured, port: port ?? configured.port });
      const services = await openServices(session, { postgres: true });
      await session.race(migrateStore(invocation, services.postgres));
      const reader = await session.race(openReader(session, services));
      if (reader.type === "refused") throw new PermanentError(refusal(reader));
      const dashboard = session.start(
        "dashboard",
        dashboardConfig(invocation.config, reader.connection, port),
      );
      const { url } = await session.ready(dashboard);
      terminal.print(`The dashboard is at ${url}`);
      await session.untilOver();
      return 0;
    }, { health: "dashboard", durationMs: invocation.flags.duration("duration") }),
};
