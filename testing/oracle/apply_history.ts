/**
 * Random histories of statuses for the property test, the expected tables, and the comparison with a database. Shares no
 * decision with the code under test: the expectation comes from the history, never from a table.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Sql } from "../../core/postgres/connect.ts";
import { SERIALIZER_NAMES, type SerializerName, SERIALIZERS } from "../json_serializers.ts";

export const OUT_OF_ORDERNESS_MS = 30_000;
export const DEFAULT_INSTANCE = "social.example";
/** Event time of minute 0. */
const EPOCH = Date.UTC(2026, 0, 15, 18);

/** One version of a status. */
interface Version {
  readonly minute: number;
  readonly lang: string;
  readonly username: string;
  readonly content: string;
  readonly editedAt: string | null;
  /** Whether it arrived as an edit; servers leave out `edited_at` in some edits. */
  readonly isEdit: boolean;
  readonly uri: string | null;
  /** Null: its record does not say. */
  readonly media: readonly [attachments: number, described: number] | null;
  readonly poll: string | null;
}

/** A record in a partition. */
export interface Written {
  readonly partition: number;
  readonly value: string | null;
  readonly timestamp: number;
  /** Its meaning, for the expectation. */
  readonly what:
    | {
      readonly type: "post";
      readonly status: string;
      readonly version: Version;
      readonly favourites: number;
      readonly receivedAt: number | null;
    }
    | {
      readonly type: "delete";
      readonly status: string;
      readonly receivedAt: number;
      /** Which versions are withdrawn: those up to an edit time, ms since 1970, or all. */
      readonly upTo: number;
    }
    | { readonly type: "garbage" | "nothing" };
}

export interface History {
  readonly partitions: readonly (readonly Written[])[];
  readonly rules: Rules;
}

/** Rules that exclude posts, in force before the first record. */
export interface Rules {
  readonly accounts: readonly string[];
  readonly hosts: readonly string[];
  readonly statuses: readonly string[];
  /** Minutes before this one are sealed; null: none. */
  readonly sealedBefore: number | null;
}

const STATUS_IDS = [
  "1",
  "115000000000000001",
  "115000000000000002",
  "9223372036854775807",
  "9223372036854775808", // one too big for a bigint: hashed
  "01HZX3V9Q2W4Y6T8R0P1N3M5K7", // a ULID
  "115000000000000003",
];
/** Placeholder for the next id of an ascending sequence. */
const FRESH = "fresh";
const FIRST_FRESH = 116_000_000_000_000_000n;
const LANGS = ["en", "fr", "und"];
const USERS = ["ada", "bo@far.example", 'quo"te\\s'];
const TEXTS = ["", "plain", "tab\there\nline\\N", "emoji 👩‍👩‍👧 x", '{"a",b}', "ñandú"];
const URIS = [null, "https://far.example/1", "https://far.example/2"];
const POLLS = [null, null, "yes\nno", "1\n2\n3"];
const MEDIA: readonly Version["media"][] = [null, [0, 0], [1, 0], [2, 1], [2, 2]];
const GARBAGE = ['{"id":"1"', "[]", '{"id":"5","created_at":"300000-01-01T00:00:00Z"}', "null"];

/** Start of minute number `minute`, ms since 1970. */
export function minuteTime(minute: number): number {
  return EPOCH + minute * 60_000;
}

/** Time of edit number `edit`. */
function editTime(edit: number): number {
  return EPOCH + 600_000 + edit * 1000;
}

/**
 * Histories of a few statuses, each with many versions, deletes, withdrawals, repeats and strays, over up to four
 * partitions.
 */
export function histories(size: number): fc.Arbitrary<History> {
  const version = fc.record({
    minute: fc.nat(4),
    lang: fc.constantFrom(...LANGS),
    username: fc.constantFrom(...USERS),
    content: fc.constantFrom(...TEXTS),
    // Few values, so that some versions have equal times.
    edit: fc.option(fc.nat(3)),
    isEdit: fc.boolean(),
    uri: fc.constantFrom(...URIS),
    media: fc.constantFrom(...MEDIA),
    poll: fc.constantFrom(...POLLS),
  }).map(({ edit, ...rest }): Version => ({
    ...rest,
    editedAt: edit === null ? null : new Date(editTime(edit)).toISOString(),
  }));
  /** Which program writes the record. */
  const by = fc.constantFrom<SerializerName>(...SERIALIZER_NAMES);
  // Few values, so that some records tie. Within a partition later records may have earlier times, as after a spool.
  const second = fc.nat(3);
  const event = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        type: fc.constant("post" as const),
        status: fc.constantFrom(...STATUS_IDS),
        version,
        favourites: fc.nat(9),
        tenFields: fc.boolean(),
        by,
        received: fc.nat(200_000),
        second,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant("delete" as const),
        status: fc.constantFrom(...STATUS_IDS),
        by,
        received: fc.nat(200_000),
        second,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant("withdrawal" as const),
        status: fc.constantFrom(...STATUS_IDS),
        reason: fc.constantFrom("consent", "filter"),
        edit: fc.option(fc.nat(3)),
        by,
        received: fc.nat(200_000),
        second,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant("garbage" as const),
        value: fc.constantFrom(...GARBAGE),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("nothing" as const) }) },
  );
  // The bulk of a stream: posts with rising ids, and occasional events of one of the last posts.
  const fresh = fc.record({
    type: fc.constant("post" as const),
    status: fc.constant(FRESH),
    version: version.map((each): Version => ({ ...each, editedAt: null, isEdit: false })),
    favourites: fc.nat(9),
    tenFields: fc.constant(false),
    by,
    received: fc.nat(200_000),
    second,
  });
  const stream = fc.record({
    event: fc.oneof({ weight: 5, arbitrary: fresh }, { weight: 2, arbitrary: event }),
    back: fc.option(fc.nat(6)),
  });
  const rules = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constant({ accounts: [], hosts: [], statuses: [], sealedBefore: null }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        accounts: fc.subarray(["ada"]),
        hosts: fc.subarray(["far.example"]),
        statuses: fc.subarray(STATUS_IDS, { maxLength: 2 }),
        sealedBefore: fc.option(fc.nat(3)),
      }),
    },
  );
  return fc.record({
    events: fc.array(
      fc.record({
        said: fc.oneof(event.map((event) => ({ event, back: null })), stream),
        partition: fc.nat(3),
        repeat: fc.nat(9),
      }),
      { minLength: 1, maxLength: size, size: "max" },
    ),
    nullKeys: fc.boolean(),
    rules,
  }).map(({ events, nullKeys, rules }) => {
    const partitions: Written[][] = [[], [], [], []];
    let newest = FIRST_FRESH;
    for (const { said, partition, repeat } of events) {
      const event = named(said, () => newest++, newest);
      // With keys, all records of a status are in one partition; without, anywhere.
      const at = nullKeys || !("status" in event) ? partition : partitionOf(event.status);
      const written = write(event, at);
      partitions[at]!.push(written);
      if (repeat === 0) partitions[nullKeys ? (at + 1) % 4 : at]!.push({ ...written });
    }
    return { partitions, rules };
  });
}

/** Assigns the next id to an event of a fresh status, or the id of the status `back` places before the newest. */
function named(
  { event, back }: { readonly event: Event; readonly back: number | null },
  next: () => bigint,
  newest: bigint,
): Event {
  if (!("status" in event)) return event;
  if (event.status === FRESH) return { ...event, status: next().toString() };
  return back === null ? event : { ...event, status: (newest - 1n - BigInt(back)).toString() };
}

function partitionOf(status: string): number {
  const known = STATUS_IDS.indexOf(status);
  return known >= 0 ? known % 4 : Number(BigInt(status) % 4n);
}

type Event =
  | {
    readonly type: "post";
    readonly status: string;
    readonly version: Version;
    readonly favourites: number;
    readonly tenFields: boolean;
    readonly by: SerializerName;
    readonly received: number;
    readonly second: number;
  }
  | {
    readonly type: "delete";
    readonly status: string;
    readonly by: SerializerName;
    readonly received: number;
    readonly second: number;
  }
  | {
    readonly type: "withdrawal";
    readonly status: string;
    readonly reason: "consent" | "filter";
    readonly edit: number | null;
    readonly by: SerializerName;
    readonly received: number;
    readonly second: number;
  }
  | { readonly type: "garbage"; readonly value: string }
  | { readonly type: "nothing" };

/** Hashtags with escapes, because escapes in an array are parsed by other code than those of a text. */
function hashtagsOf({ content, minute }: Version): string[] {
  return minute > 0 ? [content] : [content, 'a"b\\'];
}

function write(event: Event, partition: number): Written {
  const timestamp = EPOCH + 400_000 + ("second" in event ? event.second * 1_000 : 0);
  switch (event.type) {
    case "post": {
      const { status, favourites } = event;
      // A record of ten fields cannot express that it is an edit, nor its edit time.
      const tenFields = event.tenFields && event.version.editedAt === null;
      const version = tenFields
        ? { ...event.version, isEdit: false, uri: null, media: null, poll: null }
        : event.version;
      const receivedAt = tenFields ? null : EPOCH + event.received;
      const fields = {
        id: status,
        created_at: new Date(EPOCH + version.minute * 60_000 + 1_234).toISOString(),
        username: version.username,
        user_id: `u-${version.username}`,
        language: version.lang,
        content_html: `<p>${version.content}</p>`,
        content: version.content,
        hashtags: hashtagsOf(version),
        favourites,
        reblogs: 0,
      };
      const value = SERIALIZERS[event.by](
        tenFields ? fields : {
          ...fields,
          event: version.isEdit ? "status.update" : "update",
          ...(version.uri !== null && { uri: version.uri }),
          url: null,
          instance: DEFAULT_INSTANCE,
          edited_at: version.editedAt,
          in_reply_to_id: null,
          sensitive: false,
          spoiler_text: "",
          bot: false,
          attachment_count: version.media?.[0] ?? null,
          described_count: version.media?.[1] ?? null,
          poll_text: version.poll,
          received_at: new Date(receivedAt ?? 0).toISOString(),
        },
      );
      return {
        partition,
        value,
        timestamp,
        what: { type: "post", status, version, favourites, receivedAt },
      };
    }
    case "delete":
    case "withdrawal": {
      const { type, status } = event;
      const receivedAt = EPOCH + event.received;
      const edit = type === "withdrawal" ? event.edit : null;
      const value = SERIALIZERS[event.by]({
        event: "delete",
        id: status,
        instance: DEFAULT_INSTANCE,
        ...(type === "withdrawal" && {
          reason: event.reason,
          edited_at: edit === null ? null : new Date(editTime(edit)).toISOString(),
        }),
        received_at: new Date(receivedAt).toISOString(),
      });
      const upTo = type === "delete" ? Infinity : edit === null ? -Infinity : editTime(edit);
      return { partition, value, timestamp, what: { type: "delete", status, receivedAt, upTo } };
    }
    case "garbage":
      return { partition, value: event.value, timestamp, what: { type: "garbage" } };
    case "nothing":
      return { partition, value: null, timestamp, what: { type: "nothing" } };
  }
}

/** Expected content of the tables, as sorted rows in JSON. */
export interface Expected {
  readonly posts: readonly unknown[];
  readonly languages: readonly unknown[];
  readonly users: readonly unknown[];
  readonly tombstones: readonly unknown[];
  readonly letters: readonly unknown[];
  readonly offsets: readonly unknown[];
}

/** A version and the position of its record. */
interface PlacedVersion {
  readonly version: Version;
  readonly timestamp: number;
  readonly offset: number;
}

interface Survivor {
  readonly versions: PlacedVersion[];
  favourites: number;
  receivedAt: number | null;
  late: boolean;
}

/** Computes the expected tables from the history. */
function expectedOf({ partitions, rules }: History): Expected {
  const survivors = new Map<string, Survivor>();
  const deleted = new Map<string, Deletion>();
  const letters: unknown[] = [];
  const offsets: unknown[] = [];
  partitions.forEach((records, partition) => {
    let highest = -Infinity;
    records.forEach(({ what, timestamp }, offset) => {
      if (what.type === "garbage") letters.push([partition, offset]);
      if (what.type === "delete") {
        const { upTo, receivedAt: at } = what;
        // Only a withdrawal of an edit without a time is compared by the position of its record.
        const place = upTo === -Infinity ? placeOf({ timestamp, offset }) : "";
        const known = deleted.get(what.status);
        if (
          known === undefined || upTo > known.upTo || upTo === known.upTo && place > known.place
        ) {
          deleted.set(what.status, { upTo, place, at });
        } else if (upTo === known.upTo && place === known.place) {
          deleted.set(what.status, { upTo, place, at: Math.min(at, known.at) });
        }
      }
      if (what.type !== "post") return;
      const { version, favourites, receivedAt } = what;
      const eventTime = EPOCH + version.minute * 60_000 + 1_234;
      const windowEnd = EPOCH + version.minute * 60_000 + 60_000;
      const late = windowEnd <= highest - OUT_OF_ORDERNESS_MS;
      highest = Math.max(highest, Math.min(eventTime, receivedAt ?? Infinity, timestamp));
      if (isRefused(what.status, version, rules)) return;
      const known = survivors.get(what.status);
      if (known === undefined) {
        const versions = [{ version, timestamp, offset }];
        survivors.set(what.status, { versions, favourites, receivedAt, late });
        return;
      }
      known.versions.push({ version, timestamp, offset });
      known.favourites = Math.max(known.favourites, favourites);
      known.receivedAt = known.receivedAt === null || receivedAt === null
        ? known.receivedAt ?? receivedAt
        : Math.min(known.receivedAt, receivedAt);
      known.late &&= late;
    });
    offsets.push([
      partition,
      records.length,
      highest === -Infinity ? null : highest - OUT_OF_ORDERNESS_MS,
    ]);
  });
  const tombstones: unknown[] = [];
  for (const [status, { upTo, place, at }] of deleted) {
    const seen = survivors.get(status);
    if (seen?.versions.some((each) => isLaterThan(each, upTo, place))) continue;
    survivors.delete(status);
    const remembered = upTo === Infinity ? undefined : seen;
    tombstones.push([
      status,
      upTo === Infinity ? "infinity" : upTo === -Infinity ? "-infinity" : String(upTo),
      at,
      remembered?.favourites ?? 0,
      remembered?.receivedAt ?? null,
      remembered?.late ?? true,
    ]);
  }

  const languages = new Map<string, [number, number, number]>();
  const users = new Map<string, [number, number]>();
  for (const { versions, late } of survivors.values()) {
    const version = latestOf(versions);
    const length = [...version.content].length;
    const byLanguage = languages.get(`${version.minute}|${version.lang}`) ?? [0, 0, 0];
    languages.set(`${version.minute}|${version.lang}`, [
      byLanguage[0] + 1,
      byLanguage[1] + length,
      byLanguage[2] + Number(late),
    ]);
    const byUser = users.get(`${version.minute}|${version.username}`) ?? [0, 0];
    users.set(`${version.minute}|${version.username}`, [byUser[0] + 1, byUser[1] + length]);
  }
  return {
    posts: sorted([...survivors].map(([status, { versions, favourites, receivedAt, late }]) => {
      const version = latestOf(versions);
      return [
        status,
        version.minute,
        version.lang,
        version.username,
        version.content,
        hashtagsOf(version),
        version.editedAt === null ? null : Date.parse(version.editedAt),
        favourites,
        receivedAt,
        late,
        [...version.content].length,
        version.uri,
        ...version.media ?? [null, null],
        version.poll,
      ];
    })),
    languages: sorted([...languages].map(([key, sums]) => [key, ...sums])),
    users: sorted([...users].map(([key, sums]) => [key, ...sums])),
    tombstones: sorted(tombstones),
    letters: sorted(letters),
    offsets: sorted(offsets),
  };
}

function isRefused(status: string, { username, minute }: Version, rules: Rules): boolean {
  return rules.accounts.includes(username) || rules.statuses.includes(status) ||
    rules.hosts.some((host) => username.endsWith(`@${host}`)) ||
    (rules.sealedBefore !== null && minute < rules.sealedBefore);
}

/** A withdrawal of a status, and up to which version. */
interface Deletion {
  readonly upTo: number;
  readonly place: string;
  readonly at: number;
}

/** Whether a version survives a withdrawal: a later edit, or one without a time whose record comes after it. */
function isLaterThan({ version, ...at }: PlacedVersion, upTo: number, place: string): boolean {
  if (version.editedAt !== null) return Date.parse(version.editedAt) > upTo;
  return upTo === -Infinity && version.isEdit && placeOf(at) > place;
}

function placeOf({ timestamp, offset }: Pick<PlacedVersion, "timestamp" | "offset">): string {
  return `${timestamp} ${String(offset).padStart(9, "0")}`;
}

/**
 * The latest version; if it is not an edit, its address, the counts of its attachments and its poll may come from any other
 * version with the same time.
 */
function latestOf(versions: readonly PlacedVersion[]): Version {
  const { version } = versions.reduce((a, b) => rank(b) > rank(a) ? b : a);
  if (version.isEdit) return version;
  const same = versions.map(({ version: each }) => each)
    .filter(({ editedAt, isEdit }) => !isEdit && editedAt === version.editedAt);
  const uris = same.map(({ uri }) => uri ?? "");
  const media = same.flatMap(({ media }) => media === null ? [] : [media]);
  const polls = same.map(({ poll }) => poll ?? "");
  const most = (part: 0 | 1) => Math.max(...media.map((counts) => counts[part]));
  return {
    ...version,
    uri: uris.sort().at(-1) || null,
    media: media.length === 0 ? null : [most(0), most(1)],
    poll: polls.sort().at(-1) || null,
  };
}

/**
 * Sort key of versions as in the contract: edit time, then edits after the post as published, then the position of their
 * records; ties by content, in the published order of fields.
 */
function rank({ version, ...at }: PlacedVersion): string {
  const { editedAt, isEdit, uri, media, poll, minute, content, lang, username } = version;
  const says = [String(minute), content, `<p>${content}</p>`, lang, username, uri ?? ""]
    .concat(media === null ? "" : media.map(String)).concat(poll ?? "");
  const parts = [editedAt ?? "", String(Number(isEdit)), placeOf(at), ...says];
  return parts.map((part) => `${part}\u0001`).join("");
}

/** The actual content of the tables, in the same form. */
async function actualOf(sql: Sql): Promise<Expected> {
  const posts = await sql<{ row: unknown }[]>`
    select json_build_array(status_id, ((extract(epoch from created_at) * 1000)::bigint - ${EPOCH}::bigint) / 60000,
             lang, username, content_txt, hashtags, (extract(epoch from edited_at) * 1000)::bigint, favourites,
             (extract(epoch from received_at) * 1000)::bigint, late, length(content_txt), uri,
             attachment_count, described_count, poll_text) as row
      from masto.toots_raw where content_len = length(content_txt) and instance = ${DEFAULT_INSTANCE}`;
  const languages = await sql<{ row: unknown }[]>`
    select json_build_array(((extract(epoch from window_start) * 1000)::bigint - ${EPOCH}::bigint) / 60000 || '|' || lang,
             toots_count, length_sum, late_count) as row
      from masto.toot_metrics_windowed
     where window_end = window_start + interval '1 minute' and avg_length = length_sum / toots_count::float8`;
  const users = await sql<{ row: unknown }[]>`
    select json_build_array(((extract(epoch from window_start) * 1000)::bigint - ${EPOCH}::bigint) / 60000 || '|' || username,
             toots_count, length_sum) as row
      from masto.user_avg_length_windowed
     where window_end = window_start + interval '1 minute' and avg_length = length_sum / toots_count::float8`;
  const tombstones = await sql<{ row: unknown }[]>`
    select json_build_array(status_id,
             case when isfinite(up_to) then (extract(epoch from up_to) * 1000)::bigint::text else up_to::text end,
             (extract(epoch from deleted_at) * 1000)::bigint, favourites,
             (extract(epoch from received_at) * 1000)::bigint, late) as row
      from masto.tombstones`;
  const letters = await sql<{ row: unknown }[]>`
    select json_build_array("partition", "offset") as row from masto.dead_letters`;
  const offsets = await sql<{ row: unknown }[]>`
    select json_build_array("partition", next_offset, (extract(epoch from watermark) * 1000)::bigint) as row
      from masto.stream_offsets`;
  const rows = (result: readonly { readonly row: unknown }[]) =>
    sorted(result.map(({ row }) => row));
  return {
    posts: rows(posts),
    languages: rows(languages),
    users: rows(users),
    tombstones: rows(tombstones),
    letters: rows(letters),
    offsets: rows(offsets),
  };
}

function sorted(rows: readonly unknown[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** Compares every table with the expectation. */
export async function assertTables(sql: Sql, history: History): Promise<void> {
  assert.deepEqual(await actualOf(sql), expectedOf(history));
}
