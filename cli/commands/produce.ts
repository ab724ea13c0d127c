import type { Command } from "../command.ts";
import { ledger } from "../format.ts";
import { pipelineLine } from "../live_line.ts";
import { producerConfig, requireServer } from "../pipeline.ts";
import { openServices } from "../services.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "produce",
  summary: "Mastodon to Kafka: reads a stream, checks consent, writes records",
  flags: {
    duration: { value: "D", help: "stop after this time (30s, 5m, 2h); default: at Ctrl-C" },
    json: { help: "print the totals as JSON" },
  },
  examples: [
    ["produce", "from the server of MASTODON_BASE_URL, with MASTODON_ACCESS_TOKEN"],
    ["produce --duration 10m --json", "ten minutes; totals for a program"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { config, flags, terminal } = invocation;
      requireServer(config);
      const services = await openServices(session, { kafka: true });
      const producer = session.start("producer", {
        ...await producerConfig(session, config, services),
        checkPartitions: config.partitionsGiven,
      });
      const hideLive = session.showLive(pipelineLine(session));
      try {
        await session.untilOver();
        await session.drain(["source"]);
      } finally {
        hideLive();
      }
      const stats = await producer.ended;
      terminal.print(
        flags.has("json") ? JSON.stringify(stats) : ledger(Object.entries(stats)).join("\n"),
      );
      return 0;
    }, { health: "produce", durationMs: invocation.flags.duration("duration") }),
};
