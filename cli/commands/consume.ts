import type { Command } from "../command.ts";
import { ledger } from "../format.ts";
import { pipelineLine } from "../live_line.ts";
import { consumerConfig, migrateStoreThroughOutages } from "../pipeline.ts";
import { requireLiveModel } from "../model_paths.ts";
import { openServices } from "../services.ts";
import { inSession, STOPPED_BEFORE_THE_END } from "../session.ts";

export const command: Command = {
  name: "consume",
  summary: "Kafka to PostgreSQL: applies posts, windows and offsets in one transaction",
  flags: {
    "until-end": { help: "stop when all records that were in the topic at the start are applied" },
    duration: { value: "D", help: "stop after this time (30s, 5m, 2h); default: at Ctrl-C" },
    json: { help: "print the totals as JSON" },
  },
  examples: [
    ["consume", "join the group KAFKA_GROUP until Ctrl-C"],
    ["consume --until-end", "apply a backlog, then end"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { config, flags, terminal } = invocation;
      const untilEnd = flags.has("until-end");
      requireLiveModel(config);
      const { kafka, postgres: database } = config;
      // The thread loads its modules while the schema is looked at.
      if (kafka !== undefined && database !== undefined) {
        session.prepare("consumer", consumerConfig(config, { kafka, postgres: database }));
      }
      const opened = await openServices(session, { kafka: true, postgres: true });
      const postgres = await migrateStoreThroughOutages(session, opened.postgres);
      const services = { ...opened, postgres };
      const consumer = session.start("consumer", { ...consumerConfig(config, services), untilEnd });
      const hideLive = session.showLive(pipelineLine(session));
      let isDone = false;
      try {
        const over = session.untilOver().then(() => !untilEnd);
        isDone = await (untilEnd ? Promise.race([consumer.ended.then(() => true), over]) : over);
        await session.drain(["pipeline"]);
      } finally {
        hideLive();
      }
      const stats = await consumer.ended;
      const { stopped: _, ...totals } = stats;
      terminal.print(
        flags.has("json") ? JSON.stringify(stats) : ledger(Object.entries(totals)).join("\n"),
      );
      if (isDone) return 0;
      terminal.say(STOPPED_BEFORE_THE_END);
      return 1;
    }, { health: "consume", durationMs: invocation.flags.duration("duration") }),
};
