import assert from "node:assert/strict";
import { parse } from "@babel/parser";
import { translate } from "./translate.ts";

const root = new URL("../", import.meta.url).pathname;

/** A node of Babel's tree. */
interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** The texts of a file that a person could read as a message, with `{}` for each value; sums are one text. */
function textsOf(source: string): string[] {
  const found: string[] = [];
  const isNode = (value: unknown): value is Node =>
    typeof value === "object" && value !== null && "type" in value &&
    typeof value.type === "string";
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (!isNode(value)) return;
    if (value.type === "ImportDeclaration" || value.type === "TSLiteralType") return;
    // SQL.
    if (value.type === "TaggedTemplateExpression") {
      return walk((value["quasi"] as Node)["expressions"]);
    }
    const text = textOf(value);
    if (text !== undefined) found.push(text);
    if (text === undefined || value.type === "TemplateLiteral") {
      for (const [key, each] of Object.entries(value)) {
        if (!/^(loc|range|.*[cC]omments)$/.test(key) && key !== "quasis") walk(each);
      }
    } else if (value.type === "BinaryExpression") {
      [value["left"], value["right"]].flatMap(valuesOf).forEach(walk);
    }
  };
  const textOf = (node: unknown): string | undefined => {
    if (!isNode(node)) return undefined;
    if (node.type === "StringLiteral") return String(node["value"]);
    if (node.type === "TemplateLiteral") {
      const quasis = node["quasis"] as { readonly value: { readonly cooked: string } }[];
      return quasis.map(({ value }) => value.cooked).join("{}");
    }
    if (node.type !== "BinaryExpression" || node["operator"] !== "+") return undefined;
    const [left, right] = [textOf(node["left"]), textOf(node["right"])];
    return left === undefined && right === undefined ? undefined : (left ?? "{}") + (right ?? "{}");
  };
  /** What stands in a sum beside its text. */
  const valuesOf = (node: unknown): unknown[] => {
    if (!isNode(node)) return [];
    if (node.type === "StringLiteral") return [];
    if (node.type === "TemplateLiteral") return node["expressions"] as unknown[];
    return node.type === "BinaryExpression" && node["operator"] === "+"
      ? [node["left"], node["right"]].flatMap(valuesOf)
      : [node];
  };
  const { program } = parse(source, {
    sourceType: "module",
    plugins: ["typescript"],
  });
  walk(program);
  return found.filter((text) => /[a-z]{2,} [a-z{]/i.test(text));
}

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(`${root}${folder}`)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sources(path);
    else if (/\.ts$/.test(name) && !/_test\.ts$/.test(name)) yield path;
  }
}

/** Whose texts are read elsewhere than on a terminal, or stay as they are in every language. */
const ELSEWHERE: readonly (readonly [path: RegExp, why: string])[] = [
  [/^cli\/french/, "the French"],
  [/^core\/alerts\//, "alerts, which have both languages"],
  [/^core\/charts\//, "pictures, which have both languages"],
  [/^core\/dashboard\//, "answers to the page, which has both languages"],
  [/^core\/post\//, "reasons of dead letters, which programs read, and names of HTML"],
  [
    /^core\/kafka\/(compression|kafkajs_patches)\/(lz4|snappy|unpacked|batch_records|old_messages|varint)/,
    "reasons of dead letters",
  ],
  [/^core\/health\/(metrics|health_server)\.ts$/, "answers to monitors"],
  [/^core\/sentiment\/(text|language)\//, "words of languages"],
  [
    /^core\/sentiment\/evaluation\/(dialect_|identity_|people_)/,
    "sentences that a model is measured on",
  ],
  [/^core\/scoring\/(judged_text|post_scorer)\.ts$/, "words that a model reads, and its name"],
  [/^core\/(batch\/(batch_tables|run_batch|stages)|export\/export_source)\.ts$/, "SQL"],
  [/^core\/(postgres\/role_statements|windows\/(enough_past|usual_span))\.ts$/, "SQL"],
  [
    /^embedded\/kafka\/(groups|protocol|records|log\/(append_batch|producer_state|topic_config))/,
    "answers to programs",
  ],
  [/^embedded\/kafka\/server\/(handlers|dispatch)/, "answers to programs"],
  [
    /^embedded\/mastodon\/(?!replayed_source|http_listener)/,
    "what the simulated server says and writes",
  ],
];

/** Texts that nobody reads as a message. */
const NO_MESSAGES = [
  /^trunkline [a-z ]+/, // names that PostgreSQL shows for connections
  /^\s*(select|insert|update|delete|create|alter|with|set|begin|copy|drop|grant|revoke|lock|truncate|explain|analyze|from|where|and|values|isolation level|usage,|execute on) /i,
  /::(float8|text|bigint)|md5\(|to_char\(|\bas \{\}$/,
  /^(too much|give up|Internal Server Error|The doctor's time is over|not a good day|so so tired of it all|deno task \{\}|version \{\}|topic \{\}|migration \{\} \(\{\}\)|optional (text|time)|Trunkline \{\}, Deno \{\}, \{\} \{\}|steps are missing|made up)$/,
  /^(demo|evaluate|export|init|purge|report|score|train|deno task \{\}|Bearer|listing|usage) /,
  /^\s*deno run -P/,
  /^\{\} role \{\} login password/,
  /^(Client|Server) Key$|^timestamp with|^double precision$|^character varying$|^read (committed|only)$/,
  /^#? ?(Written at each start|Settings of your own)/,
  /^# |^\n/,
];

/** Mistakes in the code, which its author reads. */
const BUGS = [
  "Cannot apply a batch: it is empty",
  "Cannot apply: not connected",
  "Cannot scan {}: no field holds it",
  "Cannot read a record again: it was a post, and is {} now",
  "Cannot write: nothing was taken",
  "Cannot read: no cluster is connected yet",
  "Cannot advance the spool by {}: fewer were peeked",
  "Deno does not say how much of a Zstandard frame it has read",
  "An answer without a header",
];

/** What parts of messages are put behind, where all of a file are. */
const BEFORE = [
  "",
  "X ",
  "Cannot use PostgreSQL at X: ",
  "Cannot reach PostgreSQL at X: ",
  "Cannot replay X: line 7 ",
];
const AFTER = ["", ". Every line must be one Mastodon status as JSON."];

/** Other parts of messages, and a whole one with each. */
const WHOLES: Readonly<Record<string, string>> = {
  "Kafka at {} {}": "Kafka at h:9092 cannot be reached: it does not answer in time. Trying again",
  "Cannot use Kafka at {}: it {}. {}.":
    "Cannot use Kafka at h: it shows a certificate that does not hold (x). Name the file of its CA in KAFKA_TLS_CA, and in KAFKA_BOOTSTRAP the host that it was made for.",
  " of about {}": "export {} of about {}",
  "Cannot start the simulated Mastodon server: port {} of 127.0.0.1 is in use. Choose another port.":
    "Cannot start the simulated Mastodon server: port 80 of 127.0.0.1 is in use. Choose another port.",
  ", with TLS ({})": "a at h:5432/d, with TLS (verify-full)",
  ", the embedded server that runs now": "a at h:5432/d, the embedded server that runs now",
  "PostgreSQL {}": "PostgreSQL 14.2 is older than 15",
  "{} on {}": "user a does not own the schema masto and lacks select on masto.posts",
  "{}{} on {}": "this user lacks Read on the topic a, Read on the group b",
  "the topic {}": "this user lacks Read on the topic a",
  "the group {}": "this user lacks Read on the group a",
  "Describe and Read on the group {}": "this user lacks Describe and Read on the group a",
  "of consumers": "this user lacks the right Read on the group of consumers",
  "Write on the topic {}, or IdempotentWrite on the cluster":
    "this user lacks the right Write on the topic a, or IdempotentWrite on the cluster",
  "{} {} this machine's": "3.0 s behind this machine's",
  "{} {} the server's": "3.0 s behind the server's",
  "ahead of": "3.0 s ahead of the server's",
  "its clock is {}: minutes become final too early or too late":
    "its clock is 3.0 s ahead of this machine's: minutes become final too early or too late",
  "this machine's clock is {}: posts would be late, or refused as from the future":
    "this machine's clock is 3.0 s behind the server's: posts would be late, or refused as from the future",
  "links in trends":
    "live: local public, remote public; hashtags: local public, remote public; links in trends: local public, remote public",
  "{}: local {}, remote {}":
    "live: local public, remote public; hashtags: local public, remote public; links in trends: local public, remote public",
  "{} of {} requests left{}": "7 of 300 requests left",
  " until {}": "7 of 300 requests left until 12:05:00",
  "{} {} with secrets, for this user alone": "2 files with secrets, for this user alone",
  ", with TLS": "a:9092: 3 brokers, with TLS",
  "for ever{}": "for ever",
  ", at most {} bytes a partition": "48 h, at most 7 bytes a partition",
  "is {}; use {} from {} to {}": 'PORT is "x"; use a whole number from 1 to 65535',
  '--{} is "{}"; use {} from {} to {}': '--port is "x"; use a whole number from 0 to 65535',
  "names the file {}, which holds {}":
    "X names the file y, which holds no certificate; use one in PEM form (-----BEGIN CERTIFICATE-----)",
  "no certificate; use one in PEM form (-----BEGIN CERTIFICATE-----)":
    "X names the file y, which holds no certificate; use one in PEM form (-----BEGIN CERTIFICATE-----)",
  "no private key without a passphrase; use one in PEM form (-----BEGIN PRIVATE KEY-----)":
    "X names the file y, which holds no private key without a passphrase; use one in PEM form (-----BEGIN PRIVATE KEY-----)",
  "register an application":
    "Cannot register an application at h: its answer has no client_id. Ask its administrators",
  "get a token": "Cannot get a token at h: its answer has none. Ask its administrators",
  "Cannot {} at {}: {}. {}": "Cannot get a token at h: its answer has none. Ask its administrators",
  " (some {} would be usual)":
    "Connected, but no posts for 2 min 00 s on the stream public (some 1,200 would be usual). REST does not answer: it does not answer in time",
  ", {} deletes only,":
    "Connected, but no posts, 5 deletes only, for 2 min 00 s on the stream public; REST shows none newer either: nobody posts there now",
  "Connected, but no posts{} for {} on the stream {}{}":
    "Connected, but no posts for 2 min 00 s on the stream public, but REST shows 40 or more newer: the server loses them behind an open socket",
  " (with {}// {})":
    "Cannot reach the stream at wss://h (with wss:// 1.2.3.4): it does not answer in time.",
  "{} (stream {})":
    "Cannot read https://h: the access token may not read the timeline (403). Make a token with the scope read:statuses (read) and set MASTODON_ACCESS_TOKEN. (stream public)",
  "next attempt in {}": "The stream of https://h ended: the connection broke (next attempt in 4 s)",
  " It asks for a wait of {}{}":
    "Cannot read https://h now: it says that we ask too often (429). It asks for a wait of 2 min 00 s. (next attempt in 9 s)",
  "; a server that starts is often ready sooner, so it is asked again every few seconds.":
    "Cannot read https://h now: it answers with status 503. It asks for a wait of 2 min 00 s; a server that starts is often ready sooner, so it is asked again every few seconds. (next attempt in 9 s)",
  "The {} {} of {}": "The streams public, user of https://h are back: they were away for 12.0 s",
  "{} {} open after {}": "The stream public of https://h is open after 12.0 s",
  "{} {} away for {}": "The stream public of https://h is back: it was away for 12.0 s",
  "is back: it was": "The stream public of https://h is back: it was away for 12.0 s",
  "are back: they were":
    "The streams public, user of https://h are back: they were away for 12.0 s",
  'the server says "{}"{}':
    'The stream of https://h ended: the server says "gone" (410). Trying again, for 12.0 s now',
  " through the proxy {}":
    "Cannot reach https://h through the proxy http://p: the connection is refused. Check the proxy (HTTPS_PROXY or HTTP_PROXY, NO_PROXY) and MASTODON_BASE_URL.",
  "give up": "kafka: failed while it drained: no answer",
  "{} (failed {} times)": "Kafka at h is back (failed 7 times)",
  "{}; starting again in {} s": "no answer; starting again in 4 s",
  "is back, after {}": "is back, after 4.0 s",
  "PostgreSQL at {}":
    "Lost PostgreSQL at h: no answer. Trying again until it is back, for 12.0 s now",
  "Cannot use {}: {}": "Cannot use PostgreSQL at h: no connection is free. Raise max_connections",
  "Cannot reach {}: {}": "Cannot reach PostgreSQL at h: no answer. Check PG_URL and the network",
  "Cannot write to {}: its disk is full. Make room":
    "Cannot write to PostgreSQL at h: its disk is full. Make room",
  "steps are missing": 'Cannot use the schema "masto": 2 of 9 steps are missing. Run migrate',
  "{} and {}": "the server lost 3 posts, 2 edits and 1 delete on the open connection",
  "Reading again by REST what was missed {}":
    "Reading again by REST what was missed from 12:00 to 12:05 (300 s)",
  "What was missed {} stays incomplete: {}. {} posts of it were recovered; masto.stream_gaps has the entry":
    "What was missed from 12:00 to 12:05 (300 s) stays incomplete: its timeline does not reach back so far. 7 posts of it were recovered; masto.stream_gaps has the entry",
  "Cannot {}: {}. {}":
    "Cannot make the state directory /x: the disk is full. Make room, or set TRUNKLINE_HOME to another folder",
  "{} is {}: {}":
    "consumer is degraded: Waits for Kafka; how far the tables are behind is unknown meanwhile",
  "{} are free on the disk of {}": "12 MB are free on the disk of /x",
  "{} are free": "1,204 MB are free",
  "{} failed {} in the last 5 minutes: {}": "batch failed 3 times in the last 5 minutes: no answer",
  "compared with REST {} times{}{}{}":
    "The stream is open; compared with REST 9 times, nothing was lost",
  ", now {} % of it":
    "The stream is open; compared with REST 9 times, now 20 % of it, nothing was lost",
  ", nothing was lost": "The stream is open; compared with REST 9 times, nothing was lost",
  ", {} events were lost on the way and read again":
    "compared with REST 9 times, 3 events were lost on the way and read again, 2 posts could not be verified",
  " (on {} rows)": "unknown label 7 (on 3 rows)",
  "Cannot read {}: its first row has {} column{}. {}":
    "Cannot read x: its first row has 3 columns. Write 0 for negative, 2 for neutral and 4 for positive, or these words; 0 and 1 alone do, too.",
  ", for {} now": "Kafka at h cannot be reached: no answer. Trying again, for 12.0 s now",
  "{}, after {}": "PostgreSQL is back, after 12.0 s",
  "{} min {} s": "PostgreSQL is back, after 2 min 05 s",
  "{} (and {} more lines like it)": "PostgreSQL is back, after 12.0 s (and 3 more lines like it)",
  "{} has no flag {}.{} See deno task {} --help":
    "report has no flag --out2. Did you mean --out? See deno task report --help",
  "stopped partitions": "0:05 · read 1,204 (12/s) · applied 9 · lag 0 · stopped partitions 1",
  "{} to {} UTC":
    "  ✓ 10:00 to 10:05 UTC, 5.0 s: 5 posts recovered, 5 looked up for edits and deletes (0 not verified), filled",
  "  {} {}, {} s: {} posts recovered, {} looked up for edits and deletes ({} not verified), {}":
    "  ✗ 10:00 to 10:05 UTC, 5.0 s: 5 posts recovered, 5 looked up for edits and deletes (0 not verified), incomplete",
  "; a demo runs too: look at it with TRUNKLINE_HOME={}":
    "Posts in /x; a demo runs too: look at it with TRUNKLINE_HOME=/y",
  "{} in {}{}": "Posts of a demo (made up, or of a file) in /x",
  "Posts of a demo (made up, or of a file)": "Posts of a demo (made up, or of a file) in /x",
  ", {} not checked": "Nothing is wrong: 40 checks passed, 3 not checked",
  "Nothing is wrong: {} checks passed{}": "Nothing is wrong: 40 checks passed",
  "Consent and filters kept out {} posts and withdrew {} after an edit{}":
    "Consent and filters kept out 12 posts and withdrew 3 after an edit (nobot 9, noindex 3).",
  "{}: {} is {} for {}: {}": "a/1/run: kafka is down for 12.0 s: no answer",
  "{} is {}": "a/1/run is degraded",
  " (for {})": "source    down      The stream is being opened (for 12.0 s)",
  "language windows{}": "language windows (estimated)   1,204",
  "user windows{}": "user windows (estimated)   1,204",
  ", no consumer in the last two minutes":
    "Partition a/0: next offset 12, lag 0, no consumer in the last two minutes",
  "filled by REST":
    "Collected of h in the last 24 hours: minutes 12 complete, 3 filled by REST, 1 not collected",
  "not collected":
    "Collected of h in the last 24 hours: minutes 12 complete, 3 filled by REST, 1 not collected",
  "minutes {}": "Collected of h in the last 24 hours: minutes 12 complete",
  " since {}": "Gap in h/public since 2026: Trunkline is stopping",
  " {} to {}":
    "Loss in h/public 2026 to 2027: the server lost 3 posts on the open connection (3 posts)",
  "as it was": "Changed .env (for this user alone): A added, B as it was",
  "{} {} (for this user alone): {}": "Made .env (for this user alone): A added, B replaced",
  "{} {} also set in the environment, which goes before {}: unset {}":
    "A, B are also set in the environment, which goes before .env: unset them",
  'is "{}"; use {}': 'BATCH_INTERVAL is "0s"; use a duration above zero, such as 60s',
};

/** English words that French has not. */
const ENGLISH =
  /\b(the|is|are|of|to|and|it|its|this|that|with|was|were|not|for|from|be|by|no|at|has|have|cannot)\b/i;

Deno.test("a message of two sentences is French where they are shown apart", () => {
  const nbsp = (text: string) => text.replaceAll("\u00a0", " ");
  const apart = [
    [
      "Cannot reach PostgreSQL at h:9: nothing listens there",
      "PostgreSQL est injoignable à h:9 : rien n’écoute là",
    ],
    ["Start it, or check PG_URL", "Démarrez-le, ou vérifiez PG_URL"],
  ] as const;
  for (const [english, french] of apart) assert.equal(nbsp(translate(english, "fr")), french);
});

Deno.test("doctor's checks have French names", async () => {
  const same = ["codecs", "pooler", "secrets", "version", "versions"];
  for await (const path of sources("core/doctor")) {
    const source = await Deno.readTextFile(`${root}${path}`);
    for (const [, name = ""] of source.matchAll(/\b(?:check\(|name: )"([a-z ]+)"/g)) {
      if (!same.includes(name)) assert.notEqual(translate(name, "fr"), name, path);
    }
  }
});

Deno.test("what the ledger of gaps says of one is French", async () => {
  const sql = await Deno.readTextFile(`${root}migrations/0027_lost_and_ended.sql`);
  const notes = [...sql.matchAll(/(?:then|else|why,) '([a-zT][^']{15,})'/g)].map(([, note = ""]) =>
    note
  );
  assert.ok(notes.length >= 6, notes.join("; "));
  for (const note of notes) assert.notEqual(translate(note, "fr"), note);
});

/** Without what is the same in every language: flags, names of variables, SQL, and English in quotation marks. */
function prose(french: string): string {
  return french.replace(
    /«[^»]*»|\(?(alter|grant|delete from|update masto).*$|--[a-z]+|\b[A-Z_]{4,}\b/gs,
    "",
  );
}

function isFrench(english: string): boolean {
  const french = translate(english, "fr");
  return french !== english && !ENGLISH.test(prose(french));
}

function around(text: string): (before: string) => string[] {
  return (before) => AFTER.map((after) => before + text + after);
}

Deno.test("every text that a command, a worker or the log writes has its French", async () => {
  const missing: string[] = [];
  let found = 0;
  for (const folder of ["core", "cli", "workers", "embedded"]) {
    for await (const path of sources(folder)) {
      if (ELSEWHERE.some(([pattern]) => pattern.test(path))) continue;
      for (const text of textsOf(await Deno.readTextFile(`${root}${path}`))) {
        if (BUGS.includes(text) || NO_MESSAGES.some((pattern) => pattern.test(text))) continue;
        found++;
        const whole = WHOLES[text];
        const filled = text.replaceAll("{}", "7");
        const wholes = whole === undefined ? BEFORE.flatMap(around(filled)) : [whole];
        if (wholes.some(isFrench)) continue;
        missing.push(`${path}: ${text}   →   ${translate(wholes[0] ?? "", "fr")}`);
      }
    }
  }
  assert.ok(found > 700, `only ${found} texts were found`);
  assert.deepEqual(missing, []);
});
