/**
 * `main.ts` with workers that fail on command: the line `consumer hang` on standard input makes the consumer hang. All else
 * is as in production: supervisor, permissions, restarts.
 */
import { main } from "../main.ts";
import { toPermissions } from "../core/supervision/grants.ts";

const FAULTY = [
  ...["consumer", "producer", "broker", "postgres", "batch", "dashboard", "table_scorer"],
];
const living = new Map<string, Worker>();

void (async () => {
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    for (const line of text.trim().split("\n")) {
      const [kind = "", fault] = line.split(" ");
      living.get(kind)?.postMessage({ fault });
    }
  }
})();

Deno.exit(
  await main(Deno.args, (kind, grants) => {
    const folder = FAULTY.includes(kind) ? "./faulty_workers" : "../workers";
    const worker = new Worker(new URL(`${folder}/${kind}.ts`, import.meta.url).href, {
      type: "module",
      name: kind,
      deno: { permissions: toPermissions(grants) },
    });
    living.set(kind, worker);
    return worker;
  }),
);
