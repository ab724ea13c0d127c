import manifest from "../../deno.json" with { type: "json" };
import { type Check, type Result, runChecks } from "../../core/doctor/check.ts";
import { kafkaChecks } from "../../core/doctor/kafka_checks.ts";
import { machineChecks } from "../../core/doctor/machine_checks.ts";
import { postgresChecks } from "../../core/doctor/postgres_checks.ts";
import { sourceChecks } from "../../core/doctor/source_checks.ts";
import { readLive } from "../../core/home/home.ts";
import type { Command, Invocation } from "../command.ts";
import { modelOf } from "../model_paths.ts";

/** Together with the start and the end of the process this stays below 10 s. */
const LIMIT_MS = 8_000;
const TITLES: Readonly<Record<Check["group"], string>> = {
  source: "Mastodon server",
  kafka: "Kafka",
  postgres: "PostgreSQL",
  machine: "This machine",
};
const MARKS: Readonly<Record<Result["type"], string>> = { ok: "✓", wrong: "✗", skipped: "–" };

export const command: Command = {
  name: "doctor",
  summary:
    "checks server, token, Kafka, PostgreSQL and this machine: what is wrong, and the remedy",
  flags: { json: { help: "print the checks as JSON" } },
  examples: [
    ["doctor", "of what .env names; exit code 1 if anything is wrong"],
    ["doctor --json", "for a program"],
  ],
  run: async (invocation) => {
    const results = await runChecks(await checksOf(invocation), {
      signal: invocation.interrupted,
      limitMs: LIMIT_MS,
    });
    const isWell = results.every(({ type }) => type !== "wrong");
    const { flags, terminal } = invocation;
    terminal.print(
      flags.has("json") ? JSON.stringify({ well: isWell, checks: results }) : report(results),
    );
    return isWell ? 0 : 1;
  },
};

/** The checks of what is configured; of embedded servers, if they run now. */
async function checksOf({ config, env }: Invocation): Promise<readonly Check[]> {
  // An unreadable state directory is a finding of its own.
  const live = await readLive(config.home).catch(() => undefined);
  const { baseUrl, token, proxies, stream } = config.mastodon;
  const secretFiles = Object.entries(env).flatMap(([name, path]) =>
    (name === "KAFKA_TLS_KEY" || /_FILE$/.test(name)) && path ? [path] : []
  );
  return [
    ...sourceChecks({ baseUrl, token, proxies, streams: stream.split(",") }),
    ...kafkaChecks({
      connection: config.kafka ?? live?.kafka,
      isEmbedded: config.kafka === undefined,
      topics: config.topics,
      partitions: config.partitions,
      partitionsGiven: config.partitionsGiven,
      group: config.consumerGroup,
    }),
    ...postgresChecks({
      connection: config.postgres ?? live?.postgres,
      reader: config.reader,
      isEmbedded: config.postgres === undefined,
    }),
    ...machineChecks({
      home: config.home,
      model: modelOf(config),
      blockList: config.blockList,
      spoolMaxBytes: config.spoolMaxBytes,
      embedsPostgres: config.postgres === undefined,
      holdsData: config.kafka === undefined || config.postgres === undefined,
      secrets: [".env", ...secretFiles],
      trunkline: manifest.version,
    }),
  ];
}

function report(results: readonly Result[]): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines: string[] = [];
  let group: Check["group"] | undefined;
  for (const result of results) {
    if (result.group !== group) lines.push(TITLES[result.group]);
    group = result.group;
    lines.push(`  ${MARKS[result.type]} ${result.name.padEnd(width)}  ${result.words}`);
    if (result.type === "wrong") lines.push(`    ${"".padEnd(width)}  → ${result.remedy}`);
  }
  const of = (type: Result["type"]) => results.filter((each) => each.type === type).length;
  const skipped = of("skipped") === 0 ? "" : `, ${of("skipped")} not checked`;
  return [
    ...lines,
    "",
    of("wrong") === 0
      ? `Nothing is wrong: ${of("ok")} checks passed${skipped}`
      : `${of("wrong")} wrong, ${of("ok")} fine${skipped}`,
  ].join("\n");
}
