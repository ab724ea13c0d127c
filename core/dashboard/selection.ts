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

/** More posts than this are not read: on two slow cores a selection of so many takes several seconds. */
const SELECTION_POSTS_MAX = 400_000;
const STATEMENT_TIMEOUT_MS = 10_000;

/** The posts of a range that pass a filter: in steps, and what they are made of. Counts only. */
export async function readSelection(
  sql: Sql,
  { from, to, step }: Range,
  { tag, server, langs }: PostFilter,
): Promise<Selection> {
  const nothing = {
    from,
    to,
    step,
    rows: [],
    languages: [],
    servers: [],
    tags: [],
    judged: [],
    media: { known: 0, posts: 0, attachments: 0, described: 0 },
    people: 0,
  };
  const bound = await boundOf(sql, { from, to, step });
  if (bound.state !== "counted") return { ...nothing, ...bound };
  const [since, until] = [timeOf(from), timeOf(to)];
  const chosen = [tag ?? null, server ?? null] as const;
  const parameters = [since, until, ...chosen, langs.length === 0 ? null : langs.join()];
  return await sql.begin("read only", async (transaction) => {
    await transaction.unsafe(`set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
    const names = await transaction.unsafe<
      { kind: string; name: string; posts: number; people: number }[]
    >(
      `select kind, name, posts::float8, people::float8
         from masto.selected_names($1, $2, $3::text, $4::text, string_to_array($5, ','))`,
      parameters,
    );
    const of = (wanted: string): CountedName[] =>
      names.filter(({ kind }) => kind === wanted).map(({ name, posts, people }) => [
        ...[name, posts, people] as const,
      ]);
    const judged = await transaction.unsafe<JudgedLanguage[]>(JUDGED, parameters);
    const [media = nothing.media] = await transaction.unsafe<MediaCounts[]>(MEDIA, parameters);
    const found = {
      ...{ languages: of("language"), servers: of("server"), tags: of("hashtag") },
      ...{ judged: [...judged], media },
    };
    if (tag === undefined && server === undefined) {
      return { ...nothing, ...found, state: "counted", limit: 0 };
    }
    // The languages are chosen by the page, as they are of windows.
    const steps = await transaction.unsafe(STEPS, [since, until, step, ...chosen])
      .values() as unknown as [...WindowRow, people: number][];
    const people = steps[0]?.[10] ?? 0;
    return {
      ...{ ...nothing, ...found, people, limit: 0 },
      state: steps.length === 0 ? "too few" : "counted",
      rows: steps.map((row) => row.slice(0, 10) as unknown as WindowRow),
    };
  });
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
  const { state } = await boundOf(sql, range);
  if (state !== "counted") return { state, step, rows: [] };
  const rows = await sql.begin("read only", async (transaction) => {
    await transaction.unsafe(`set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
    return await transaction.unsafe(STEPS, [
      ...[timeOf(range.from), timeOf(range.to), step, tag ?? null, server ?? null],
    ]).values() as unknown as WindowRow[];
  });
  return { state: rows.length === 0 ? "too few" : "counted", step, rows: moved(rows) };
}

/** Whether the posts of a range are there, and few enough to be read. */
async function boundOf(
  sql: Sql,
  { from, to }: Range,
): Promise<Pick<Selection, "state" | "limit">> {
  const [size] = await sql<{ posts: number; sealed: number | null }[]>`
    select coalesce(sum(toots_count), 0)::float8 as posts,
           (select extract(epoch from sealed_before)::float8 * 1000 from masto.pipeline) as sealed
      from masto.toot_metrics_windowed
     where window_start >= ${timeOf(from)} and window_start < ${timeOf(to)}`;
  const { posts = 0, sealed = null } = size ?? {};
  if (posts > SELECTION_POSTS_MAX) return { state: "too many", limit: SELECTION_POSTS_MAX };
  if (sealed !== null && sealed > from * 60_000) return { state: "gone", limit: sealed };
  return { state: "counted", limit: 0 };
}

/** The columns are in the order of WindowRow, which the compiler cannot check. */
const STEPS = `
  select start, lang, posts::float8, length_sum::float8, late::float8, n_pos::float8, n_neg::float8, n_neu::float8,
         n_unscored::float8, prob_pos_sum::float8, people::float8
    from masto.selected_steps($1, $2, $3::integer, $4::text, $5::text, null)
   order by 1, 2`;

const JUDGED = `
  select lang, posts::float8, n_pos::float8 as positive, n_neg::float8 as negative, n_neu::float8 as neutral,
         sureness_sum / 1e6::float8 / nullif(n_pos + n_neg, 0) as sureness, n_language::float8 as "otherLanguage",
         n_no_known_token::float8 as "noKnownWord", n_only_links_or_mentions::float8 as "onlyLinks", n_empty::float8 as empty
    from masto.selected_sentiment($1, $2, $3::text, $4::text, string_to_array($5, ','))
   order by posts desc, lang`;

const MEDIA = `
  select coalesce(sum(posts), 0)::float8 as known, coalesce(sum(with_media), 0)::float8 as posts,
         coalesce(sum(attachments), 0)::float8 as attachments, coalesce(sum(described), 0)::float8 as described
    from masto.media_between($1, $2, $3::text, $4::text, string_to_array($5, ','))`;

function timeOf(minutes: number): string {
  return new Date(minutes * 60_000).toISOString();
}
