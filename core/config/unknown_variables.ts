import { editDistance } from "../base/edit_distance.ts";
import { PermanentError } from "../base/errors.ts";
import { VARIABLES, WITHDRAWN_VARIABLES } from "./variables.ts";

/** What names of ours begin with. A variable that begins so and is not in the table is a mistake. */
const PREFIXES = ["MASTODON_", "KAFKA_", "PG_", "FILTER_", "NEUTRAL_", "DASHBOARD_", "TRUNKLINE_"];

/**
 * Variables of other programs that begin as ours do: Kafka's own scripts and images, PostgreSQL's images, the addresses that
 * Kubernetes and Docker put into the environment for a service that is called kafka or dashboard, and our own tests.
 */
const FOREIGN = [
  /^KAFKA_(HOME|OPTS|DEBUG|VERSION|HEAP_OPTS|JMX_\w+|GC_LOG_OPTS|LOG4J\w*|JVM_\w+|CLIENT_\w+)$/,
  /^PG_(VERSION|MAJOR|SHA256|CONFIG|COLORS?|TEST_\w+)$/,
  /_SERVICE_(HOST|PORT)(_\w+)?$/,
  /_PORT_\d+_(TCP|UDP)(_(ADDR|PORT|PROTO))?$/,
  /^TRUNKLINE_(SERVICES|TEST_\w+)$/,
];
/** Kubernetes sets `KAFKA_PORT=tcp://10.0.0.1:9092` for a service that is called kafka. */
const SERVICE_PORT = /^(tcp|udp):\/\//;

/** Names people give from memory, with what they mean. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  MASTODON_TOKEN: "MASTODON_ACCESS_TOKEN",
  MASTODON_URL: "MASTODON_BASE_URL",
  MASTODON_HOST: "MASTODON_BASE_URL",
  KAFKA_BROKERS: "KAFKA_BOOTSTRAP",
  KAFKA_HOST: "KAFKA_BOOTSTRAP",
  KAFKA_GROUP_ID: "KAFKA_GROUP",
  KAFKA_USERNAME: "KAFKA_SASL_USERNAME",
  KAFKA_PASSWORD: "KAFKA_SASL_PASSWORD",
  PG_HOST: "PG_URL",
  PG_PORT: "PG_URL",
  PG_DATABASE: "PG_URL",
  PG_CA: "PG_TLS_CA",
};

/** Distance of a misspelt name from the right one, in letters. */
const TYPO_MAX = 2;

/** A variable that is set, and where (`.env line 3`); undefined: in the environment. */
export interface GivenName {
  readonly name: string;
  readonly value: string;
  readonly where?: string;
}

/**
 * Refuses variables that nothing reads although they are meant for Trunkline: those that begin as ours do, and those that
 * are ours but for a letter or two. Others belong to other programs.
 *
 * @throws {PermanentError} with exit code 2 for the first one; its message suggests the name that is meant
 */
export function refuseUnknown(given: readonly GivenName[]): void {
  const known = new Set<string>([...VARIABLES, ...WITHDRAWN_VARIABLES]);
  for (const { name, value, where } of given) {
    if (known.has(name) || value.trim() === "" && where === undefined) continue;
    if (FOREIGN.some((pattern) => pattern.test(name)) || SERVICE_PORT.test(value)) continue;
    const meant = meantBy(name);
    // In `.env`, which is ours, any near miss counts; the environment has names of all programs, such as CONTENT.
    const isOurs = beginsAsOurs(name) ||
      (meant !== undefined && (where !== undefined || beginsAsOurs(meant)));
    if (!isOurs) continue;
    const remedy = meant === undefined
      ? "Remove it; .env.example lists all that are read"
      : `Did you mean ${meant}?`;
    throw new PermanentError(
      `${name}${
        where === undefined ? "" : ` (${where})`
      } is not a variable of Trunkline. ${remedy}`,
      { exitCode: 2 },
    );
  }
}

function beginsAsOurs(name: string): boolean {
  return PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** The variable that a name was meant to be, if one is near. */
function meantBy(name: string): string | undefined {
  const upper = name.toUpperCase().replaceAll(/[-. ]/g, "_");
  const other = OTHER_NAMES[upper];
  if (other !== undefined) return other;
  const near =
    VARIABLES.map((variable) => ({ variable, distance: editDistance(upper, variable, TYPO_MAX) }))
      .filter(({ variable, distance }) => distance <= TYPO_MAX && distance * 4 <= variable.length)
      .sort((a, b) => a.distance - b.distance)[0];
  if (near !== undefined) return near.variable;
  // KAFKA_BOOTSTRAP_SERVERS, PG_PASSWORD: ours with more behind it.
  return VARIABLES.filter((variable) => variable.length > 5 && upper.startsWith(variable))
    .sort((a, b) => b.length - a.length)[0];
}
