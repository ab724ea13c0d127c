import type { Sql } from "../postgres/connect.ts";
import type { PostFilter } from "../post/post_filter.ts";
import type { Range } from "./ranges.ts";
import { readWindows } from "./read_windows.ts";
import type {
  Before,
  CountedName,
  JudgedLanguage,
  MediaCounts,
  MinuteRow,
  Selection,
  WindowRow,
} from "./page_protocol.ts";

/** Ranges of more posts are not read: an answer would take more than some two seconds. */
const POSTS_MAX = { filtered: 2_000_000, all: 400_000 };
/** Of more posts, links are looked for only in those that a hashtag or a server selects. */
const LINKED_POSTS_MAX = 200_000;
const SITES_SHOWN = 50;
const STATEMENT_TIMEOUT_MS = 10_000;

/** The posts of a range that pass a filter: in steps, and what they are made of. Counts only. */
export async function readSelection(
  sql: Sql,
  { from, to, step }: Range,
  filter: PostFilter,
): Promise<Selection> {
  const nothing = {
    from,
    to,
    step,
    rows: [],
    languages: [],
    servers: [],
    tags: [],
    sites: [],
    judged: [],
    media: { known: 0, posts: 0, attachments: 0, described: 0 },
    people: 0,
  };
  const isFiltered = filter.tag !== undefined || filter.server !== undefined;
  const { posts, ...bound } = await boundOf(sql, { from, to, step }, isFiltered);
  if (bound.state !== "counted") return { ...nothing, ...bound };
  const parts: Part[] = ["read", "media", "language", "server", "hashtag"];
  const looksForSites = isFiltered || posts <= LINKED_POSTS_MAX;
  if (looksForSites) parts.push("domain");
  // Without languages, the steps are read together with the rest. Else the page chooses them, as it does of windows.
  const isAtOnce = isFiltered && filter.langs.length === 0;
  if (isAtOnce) parts.push("steps");
  const counted = await readParts(sql, { from, to, step }, { filter, parts });
  const steps = isFiltered && !isAtOnce
    ? await readParts(sql, { from, to, step }, {
      filter: { ...filter, langs: [] },
      parts: ["steps"],
    })
    : counted;
  const of = (part: Part, rows = counted) => rows.filter((row) => row.part === part);
  const names = (part: Part): CountedName[] =>
    of(part).map(({ name, posts, people }) => [name, posts, people] as const);
  const rows = of("steps", steps);
  return {
    ...nothing,
    state: isFiltered && rows.length === 0 ? "too few" : "counted",
    limit: 0,
    rows: rows.map(windowRowOf),
    people: rows[0]?.people ?? 0,
    languages: names("language"),
    servers: names("server"),
    tags: names("hashtag"),
    sites: looksForSites ? names("domain").slice(0, SITES_SHOWN) : null,
    judged: of("read").map(judgedOf),
    media: mediaOf(of("media")),
  };
}

type Part = "steps" | "read" | "media" | "language" | "server" | "hashtag" | "domain";

/** A row of `masto.selected`, which says what the sums are. */
interface Counted {
  readonly part: Part;
  readonly name: string;
  readonly start: number | null;
  readonly posts: number;
  readonly people: number;
  readonly sums: readonly number[];
  /** Of the posts called positive or negative, how many are expected to be right; null where that is not known. */
  readonly rights: number | null;
}

async function readParts(
  sql: Sql,
  { from, to, step }: Range,
  { filter: { tag, server, langs }, parts }: {
    readonly filter: PostFilter;
    readonly parts: readonly Part[];
  },
): Promise<readonly Counted[]> {
  return await sql.begin("read only", async (transaction) => {
    await transaction.unsafe(`set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
    return await transaction.unsafe<Counted[]>(
      `select part, name, start, posts::float8, people::float8, to_json(coalesce(sums, '{}')) as sums,
              case when part = 'read' then masto.right_labels(name, sums[4], sums[5], sums[3]) end as rights
         from masto.selected($1, $2, $3::integer, $4::text, $5::text, string_to_array($6, ','), string_to_array($7, ','))`,
      [
        ...[timeOf(from), timeOf(to), step, tag ?? null, server ?? null],
        ...[langs.length === 0 ? null : langs.join(), parts.join()],
      ],
    );
  });
}

function windowRowOf({ start, name, posts, sums }: Counted): WindowRow {
  const [length = 0, late = 0, positive = 0, negative = 0, neutral = 0, unscored = 0, sum = 0] =
    sums;
  return [start ?? 0, name, posts, length, late, positive, negative, neutral, unscored, sum];
}

function judgedOf({ name, posts, sums, rights }: Counted): JudgedLanguage {
  const [, , positive = 0, negative = 0, neutral = 0, , , , ...reasons] = sums;
  const [otherLanguage = 0, noKnownWord = 0, onlyLinks = 0, empty = 0] = reasons;
  const sides = positive + negative;
  return {
    ...{ lang: name, posts, positive, negative, neutral },
    sureness: sides === 0 || rights === null ? null : rights / sides,
    ...{ otherLanguage, noKnownWord, onlyLinks, empty },
  };
}

function mediaOf(rows: readonly Counted[]): MediaCounts {
  const sum = (of: (row: Counted) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    known: sum(({ posts }) => posts),
    posts: sum(({ sums }) => sums[12] ?? 0),
    attachments: sum(({ sums }) => sums[13] ?? 0),
    described: sum(({ sums }) => sums[14] ?? 0),
  };
}

/** The posts that pass a filter in a range `days` ago, their starts moved to this range's. */
export async function readBefore(
  sql: Sql,
  { from, to, step }: Range,
  { tag, server, langs, days }: PostFilter & { readonly days: number },
): Promise<Before> {
  const shift = days * 1_440;
  const range = { from: from - shift, to: to - shift, step };
  const moved = (rows: readonly WindowRow[]): MinuteRow[] =>
    rows.filter(([, lang]) => langs.length === 0 || langs.includes(lang))
      .map(([start, lang, posts]) => [start + shift, lang, posts]);
  if (tag === undefined && server === undefined) {
    return { state: "counted", step, rows: moved(await readWindows(sql, range)) };
  }
  const { state } = await boundOf(sql, range, true);
  if (state !== "counted") return { state, step, rows: [] };
  const filter = { tag, server, langs: [] };
  const rows = await readParts(sql, range, { filter, parts: ["steps"] });
  return {
    state: rows.length === 0 ? "too few" : "counted",
    step,
    rows: moved(rows.map(windowRowOf)),
  };
}

/** Whether the posts of a range are there, and few enough to be read. */
async function boundOf(
  sql: Sql,
  { from, to }: Range,
  isFiltered: boolean,
): Promise<Pick<Selection, "state" | "limit"> & { readonly posts: number }> {
  const [size] = await sql<{ posts: number; sealed: number | null }[]>`
    select coalesce(sum(toots_count), 0)::float8 as posts,
           (select extract(epoch from sealed_before)::float8 * 1000 from masto.pipeline) as sealed
      from masto.toot_metrics_windowed
     where window_start >= ${timeOf(from)} and window_start < ${timeOf(to)}`;
  const { posts = 0, sealed = null } = size ?? {};
  const limit = isFiltered ? POSTS_MAX.filtered : POSTS_MAX.all;
  if (posts > limit) return { state: "too many", limit, posts };
  if (sealed !== null && sealed > from * 60_000) return { state: "gone", limit: sealed, posts };
  return { state: "counted", limit: 0, posts };
}

function timeOf(minutes: number): string {
  return new Date(minutes * 60_000).toISOString();
}
