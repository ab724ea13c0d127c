/** Every example that a `--help` prints, run as it is printed, in a folder that holds the files it names. */
import assert from "node:assert/strict";
import { ReplayedSource } from "../embedded/mastodon/replayed_source.ts";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { tinyStatus } from "../testing/tiny_mastodon.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { pause, runCommand, startCommandIn } from "../testing/trunkline_command.ts";

/** These run until they are interrupted, or for longer than a test may take. */
const ENDLESS = new Set([
  "run",
  "run --duration 1h",
  "produce",
  "produce --duration 10m --json",
  "consume",
  "dashboard",
  "dashboard --port 9000",
  "batch --every 60s",
  "score --every 1s",
]);
/** These ask a person; cli/init_test.ts answers them. */
const ASKING = /^init\b/;
/** Long enough for embedded services to start. */
const ENDLESS_MS = 10_000;
/** Nothing runs when they look, which they report with exit code 1. */
const UNWELL = new Set(["health"]);

const commands = [...(await runCommand(["--help"], {})).stdout.matchAll(/^ {2}(\w+) {2,}/gm)].map(
  ([, name]) => name ?? "",
);
const examples: string[] = [];
for (const name of commands) {
  const { stdout } = await runCommand([name, "--help"], {});
  const printed = [...stdout.matchAll(/^ {2}deno task (.*?) {2,}\S/gm)].map(([, line]) =>
    line ?? ""
  );
  assert.ok(printed.length > 0, `${name} --help prints an example`);
  examples.push(...printed);
}

Deno.test("every example that --help prints runs", async (test) => {
  await using home = await temporaryHome();
  const folder = home.path.slice(0, home.path.lastIndexOf("/"));
  await writeFiles(folder);
  // Posts that the example of a filtered report finds, by enough people.
  const posts = statuses(20, (i) => ({
    created_at: new Date(Date.now() - i * 1_000).toISOString(),
    language: i % 2 === 0 ? "en" : "fr",
    tags: [{ name: "eclipse" }],
    account: { id: `${i % 9}`, acct: `ada${i % 9}`, note: "" },
  }));
  const source = new ReplayedSource("eclipse", posts);
  await using simulator = startSimulator({ token: "token", source });
  const env = {
    TRUNKLINE_HOME: home.path,
    MASTODON_BASE_URL: simulator.url,
    MASTODON_ACCESS_TOKEN: "token",
  };
  for (const example of examples.filter((example) => !ASKING.test(example))) {
    await test.step(`deno task ${example}`, async () => {
      await using command = startCommandIn(folder, example.split(" "), env);
      if (ENDLESS.has(example)) {
        await Promise.race([pause(ENDLESS_MS), command.ended]);
        command.kill("SIGINT");
      }
      const { code, stderr } = await command.ended;
      assert.equal(code, UNWELL.has(example) ? 1 : 0, stderr);
    });
  }
});

/** The files that the examples name, small. */
async function writeFiles(folder: string): Promise<void> {
  const write = async (name: string, text: string) => {
    const bytes = new Blob([text]).stream();
    const file = await Deno.create(`${folder}/${name}`);
    await (name.endsWith(".gz") ? bytes.pipeThrough(new CompressionStream("gzip")) : bytes)
      .pipeTo(file.writable);
  };
  const words = ["love", "hate", "meet"];
  const row = (label: number, i: number) =>
    `"${label}","${i}","d","q","u","${words[i % 3]} day ${i % 7}"\n`;
  const rows = (labels: readonly number[], count: number) =>
    Array.from({ length: count }, (_, i) => row(labels[i % labels.length] ?? 0, i)).join("");
  await write("tweets.csv.gz", rows([4, 0], 600));
  await write("people.csv.gz", rows([4, 0, 2], 600));
  await write("nl.csv.gz", rows([4, 0, 2], 600));
  await write("posts.csv", "id,text\n1,I love it\n2,I hate it\n");
  const account = { id: "7", acct: "ada", note: "" };
  await write("statuses.jsonl", statuses(20, () => ({ account })));
}

/** So many statuses, as lines of JSON. */
function statuses(count: number, fields: (i: number) => Record<string, unknown>): string {
  return Array.from({ length: count }, (_, i) => {
    const id = String(i + 1);
    return JSON.stringify(
      tinyStatus({ id, uri: `https://a.example/statuses/${id}`, ...fields(i) }),
    );
  }).join("\n");
}
