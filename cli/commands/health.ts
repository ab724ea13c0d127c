import { askLocalProcesses } from "../../core/health/local_health.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  name: "health",
  summary:
    "for container checks: exit 0 if what runs here is well, 1 with one line if not; within 2 s",
  flags: {},
  examples: [["health", "of the processes that run with this state directory, or on HEALTH_PORT"]],
  async run({ config, terminal }) {
    const processes = await askLocalProcesses(config.home, config.health);
    if (processes.length === 0) {
      terminal.print(
        `Nothing that runs with ${config.home} says how it is. If something does run, set HEALTH_PORT for both`,
      );
      return 1;
    }
    const unwell = processes.flatMap(({ parts }) => parts).filter(({ state }) => state !== "ok");
    terminal.print(
      unwell.map(({ part, state, words }) => `${part} is ${state}: ${words}`).join("; ") || "well",
    );
    return unwell.length === 0 ? 0 : 1;
  },
};
