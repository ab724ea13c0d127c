import type { Command } from "../command.ts";
import { ledger } from "../format.ts";
import { pipelineLine } from "../live_line.ts";
import { producerConfig, requireServer } from "../pipeline.ts";
import { openServices } from "../services.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "produce",
  summary: "Mastodon to Kafka: reads a stream, asks for consent, writes records",
  flags: {
    duration: { value: "D", help: "stop after this time (30s, 5m, 2h); without it, at Ctrl-C" },
    json: { help: "print the totals as JSON" },
  },
  examples: [
    ["produce", "MASTODON_BASE_URL and MASTODON_ACCESS_TOKEN say where from"],
    ["produce --duration 10m --json", "ten minutes, totals for a program"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { config, flags, terminal } = invocation;
      const duration = flags.duration("duration");
      requireServer(config);
      const services = await openServices(session, { kafka: true });
      const producer = session.start("producer", {
        ...await producerConfig(session, config, services),
        checkPartitions: config.partitionsGiven,
      });
      const hideLive = session.showLive(pipelineLine(session));
      try {
        await session.waitOrInterrupt(duration);
        await session.drain(["source"]);
      } finally {
        hideLive();
      }
      const stats = await producer.ended;
      terminal.print(
        flags.has("json") ? JSON.stringify(stats) : ledger(Object.entries(stats)).join("\n"),
      );
      return 0;
    }),
};
