import assert from "node:assert/strict";
import type { Command } from "./command.ts";
import { FRENCH } from "./french.ts";
import { localeFrom, translate } from "./translate.ts";

Deno.test("the terminal speaks the language of the locale", () => {
  const none = {};
  assert.equal(localeFrom(none), "en");
  assert.equal(localeFrom({ ...none, LANG: "fr_FR.UTF-8" }), "fr");
  assert.equal(localeFrom({ ...none, LANG: "fr_FR.UTF-8", LC_ALL: "C" }), "en");
  assert.equal(localeFrom({ ...none, LANG: "de_DE", LC_MESSAGES: "fr" }), "fr");
  assert.equal(localeFrom({ ...none, LANG: "fro" }), "en");
});

Deno.test("values stay as they are, and what has no French stays English", () => {
  assert.equal(
    translate('--port is "x"; use a whole number from 0 to 65535', "fr"),
    "--port vaut «\u00a0x\u00a0»\u00a0; donnez un nombre entier de 0 à 65535",
  );
  assert.equal(
    translate("a\n  Each stage counted for itself:\nb", "fr"),
    "a\n  Chaque étape a compté de son côté\u00a0:\nb",
  );
  assert.equal(
    translate('Cannot run "staus": there is no such command. Did you mean status? Use a, b', "fr"),
    "Impossible de lancer «\u00a0staus\u00a0»\u00a0: cette commande n’existe pas. Vouliez-vous dire status\u00a0? Utilisez a, b",
  );
  const json = JSON.stringify({ rows: 3, text: "Posts in x" });
  assert.equal(translate(json, "fr"), json);
  for (const english of Object.keys(FRENCH)) assert.equal(translate(english, "en"), english);
});

Deno.test("messages around messages, tables and figures are French throughout", () => {
  const nbsp = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
  const said: readonly (readonly [string, string])[] = [
    ["no answer; starting again in 0.1 s", "pas de réponse ; nouveau départ dans 0,1 s"],
    ["batch for the report is starting", "batch pour le rapport démarre"],
    [
      "Lost Kafka at h:9092: its name does not resolve. Trying again, for 12.0 s now",
      "Kafka à h:9092 ne répond plus : son nom ne correspond à aucune adresse. Nouvel essai, depuis 12,0 s",
    ],
    [
      "consumer: Cannot use PostgreSQL at h: no connection is free. Raise max_connections; starting again in 4 s",
      "consumer : PostgreSQL à h est inutilisable : aucune connexion n’est libre. Augmentez max_connections ; nouveau départ dans 4 s",
    ],
    [
      "Cannot open the state directory /x: the disk is full. Make room, or set TRUNKLINE_HOME to another folder",
      "Impossible d’ouvrir le dossier d’état /x : le disque est plein. Faites de la place, ou mettez TRUNKLINE_HOME dans un autre dossier",
    ],
    [
      "5 s · read 1,371 (113/s) · applied 330 · lag 1",
      "5 s · lus 1 371 (113/s) · appliqués 330 · retard 1",
    ],
    [
      "  ✓ posts stored  102,787  server = table",
      "  ✓ messages enregistrés  102 787  serveur = table",
    ],
    [
      [
        "a/1/run is degraded",
        "  source    ok        The stream is open; its last event came at 12:00",
        "  consumer  degraded  The tables are 12.3 s behind: 1,234 records wait in the topic (for 3.2 s)",
        "  schema version    27",
        "  posts           1,234",
      ].join("\n"),
      [
        "a/1/run est dégradé",
        "  source       bien      Le flux est ouvert ; son dernier événement est arrivé à 12:00",
        "  consumer     dégradé   Les tables ont 12,3 s de retard : 1 234 enregistrements attendent dans le topic (depuis 3,2 s)",
        "  version du schéma    27",
        "  messages           1 234",
      ].join("\n"),
    ],
  ];
  for (const [english, french] of said) assert.equal(nbsp(translate(english, "fr")), french);
});

Deno.test("whatever a server says is passed on, however long", () => {
  for (const text of ["constructor", "toString", "__proto__", ""]) {
    assert.equal(translate(text, "fr"), text);
  }
  const long = "it said: no, not at all; never. ".repeat(120);
  // Tried in all ways, these would not end.
  assert.match(translate(long, "fr"), /^it said/);
  assert.match(
    translate(`Lost Kafka at h: ${long}. Trying again`, "fr"),
    /^Kafka à h ne répond plus/,
  );
});

Deno.test("French has as many values as English, and no typewriter's apostrophe", () => {
  const count = (text: string) => text.split("{}").length;
  for (const [english, french] of Object.entries(FRENCH)) {
    assert.equal(count(french), count(english), english);
    assert.doesNotMatch(french, /'|lacune|spectateur|employé/);
  }
});

Deno.test("the help of every command is in French", async () => {
  for (const { name } of Deno.readDirSync(new URL("commands/", import.meta.url))) {
    if (name.endsWith("_test.ts")) continue;
    const { command }: { command: Command } = await import(`./commands/${name}`);
    const texts = [
      command.summary,
      ...Object.values(command.flags).map(({ help }) => help),
      ...command.examples.map(([, what]) => what),
    ];
    // File names are the same in every language.
    for (const text of texts.filter((text) => !text.startsWith("viz_"))) {
      assert.notEqual(translate(text, "fr"), text, `${name}: ${text}`);
    }
  }
});

/** The texts of a file's calls, with `{}` for each value: of `usageError(TEXT)`, `refuse(NAME, TEXT)`, `unusable(TEXT)`. */
async function errorsOf(path: string): Promise<readonly string[]> {
  const source = await Deno.readTextFile(new URL(`../${path}`, import.meta.url));
  const literal = String.raw`(?:"(?:[^"\\\n]|\\.)*"|\`[^\`]*\`)`;
  const call = new RegExp(
    String
      .raw`\b(usageError|unusable|unreachable|refuse)\(\s*(?:(name|file|from|"\w+"),\s*)?(${literal}(?:\s*\+\s*${literal})*),?\s*\)`,
    "g",
  );
  return [...source.matchAll(call)].map(([, what = "", , text = ""]) => {
    const said = [...text.matchAll(new RegExp(literal, "g"))]
      .map(([part]) => part.slice(1, -1).replace(/\\(.)/g, "$1"))
      .join("").replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "{}");
    if (what === "refuse") return `{} ${said}`;
    if (what === "unusable") return `Cannot use PostgreSQL at {}: ${said}`;
    return what === "unreachable" ? `Cannot reach PostgreSQL at {}: ${said}` : said;
  });
}

Deno.test("what people meet when they mistype, misconfigure or cannot connect is in French", async () => {
  const files = [
    ...["cli/flags.ts", "cli/model_paths.ts", "cli/parse_flags.ts", "core/config/env_reader.ts"],
    ...["core/config/config.ts", "core/postgres/postgres_errors.ts"],
    ...[...Deno.readDirSync(new URL("commands/", import.meta.url))]
      .filter(({ name }) => !name.endsWith("_test.ts")).map(({ name }) => `cli/commands/${name}`),
  ];
  const errors = (await Promise.all(files.map(errorsOf))).flat();
  assert.ok(errors.length > 50, `only ${errors.length} errors were found`);
  // Their values are texts of their own, which the next lines name.
  const made = [
    "--{} {}",
    "{} is {}; use {} from {} to {}",
    "{} names the file {}, which holds {}",
  ];
  const whole = [
    '--every is "1x"; use a duration such as 500ms, 60s, 5m or 7d',
    'PORT is "x"; use a whole number from 1 to 65535',
    'X is "x"; use a number from 0 to 1',
    'X names the file "y", which holds no certificate; use one in PEM form (-----BEGIN CERTIFICATE-----)',
  ];
  for (const error of whole) {
    assert.doesNotMatch(translate(error, "fr"), /\b(use|from|such|holds|number)\b/, error);
  }
  const english = errors.filter((error) => !made.includes(error)).filter((error) => {
    const filled = error.replaceAll("{}", "X");
    return translate(filled, "fr") === filled;
  });
  assert.deepEqual(english, []);
});
