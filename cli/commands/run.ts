import type { Command } from "../command.ts";
import { finishPipeline } from "../finish_pipeline.ts";
import { pipelineLine } from "../live_line.ts";
import {
  consumerConfig,
  migrateStoreThroughOutages,
  producerConfig,
  requireServer,
} from "../pipeline.ts";
import { requireDashboardAddress } from "../require_dashboard_address.ts";
import { openServices } from "../services.ts";
import { inSession } from "../session.ts";
import { startViews } from "../start_views.ts";

export const command: Command = {
  name: "run",
  summary: "the whole pipeline as configured",
  flags: {
    duration: { value: "D", help: "stop after this time (30s, 5m, 2h); without it, at Ctrl-C" },
  },
  examples: [
    ["run", "embedded Kafka and PostgreSQL, or those of KAFKA_BOOTSTRAP and PG_URL"],
    ["run --duration 1h", "an hour of it"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { config, flags } = invocation;
      const duration = flags.duration("duration");
      requireServer(config);
      requireDashboardAddress(config.dashboard);
      const services = await openServices(session, { kafka: true, postgres: true, own: true });
      const producer = await producerConfig(session, config, services);
      await migrateStoreThroughOutages(session, services.postgres);
      session.start("consumer", consumerConfig(config, services));
      session.start("producer", producer);
      startViews(session, services);
      const hideLive = session.showLive(pipelineLine(session));
      try {
        await session.waitOrInterrupt(duration);
        await finishPipeline(session, { ...services, topic: config.topics.stream });
      } finally {
        hideLive();
      }
      return 0;
    }),
};
