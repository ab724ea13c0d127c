import type { Sql } from "../postgres/connect.ts";
import {
  compareRising,
  isEnoughPast,
  isRising,
  POSTS_MAX_MS,
  risingPeriods,
} from "../windows/enough_past.ts";
import {
  NOTHING_OBSERVED,
  type Observed,
  OBSERVED_STRETCHES,
  observedOf,
  type ObservedRow,
  observedUntil,
  observedWithin,
} from "../windows/observed.ts";
import type { Rising, RisingTag } from "./page_protocol.ts";

/** A hashtag of one or two people would identify them; `masto.min_people()` is the same number. */
const PEOPLE_MIN = 3;
const TAGS_MAX = 40;

/** The state before the first count. */
export const NOTHING_RISES: Rising = {
  at: null,
  recentMinutes: 0,
  pastMinutes: 0,
  observedMinutes: 0,
  byLanguage: true,
  fewestPeople: PEOPLE_MIN,
  tags: [],
  observed: NOTHING_OBSERVED,
};

/** A row of `masto.hashtag_periods`. */
interface TagPeriods {
  readonly tag: string;
  readonly lang: string;
  readonly recent: number;
  readonly past: number;
  readonly before: number;
}

/**
 * Finds the hashtags that rise within `[from, to)`, ms since 1970, and what of that was observed. `now`: the database's
 * clock; what comes after it is not counted. Reads counts only.
 */
export async function countHashtags(
  sql: Sql,
  { from, to, now }: { readonly from: number; readonly to: number; readonly now: number },
): Promise<Rising> {
  const observed = await readObserved(sql, from, to);
  const counted = await countedUntil(sql, { from, to: Math.min(to, now) });
  const { pastFrom, recentFrom, until } = risingPeriods(from, counted);
  const stretches = observedUntil(observed, until);
  const past = observedWithin(stretches, pastFrom, recentFrom);
  const recent = observedWithin(stretches, recentFrom, until);
  const rows = isEnoughPast(past, recentFrom - pastFrom) && recentFrom > pastFrom
    ? await readPeriods(sql, [pastFrom, recentFrom, until])
    : [];
  return {
    at: until,
    recentMinutes: Math.round((until - recentFrom) / 60_000),
    pastMinutes: Math.round((recentFrom - pastFrom) / 60_000),
    observedMinutes: Math.floor(past / 60_000),
    byLanguage: rows.every(({ lang }) => lang !== ""),
    fewestPeople: PEOPLE_MIN,
    tags: risingTags(rows, recent / past),
    observed,
  };
}

/** @param stretch how long the observed recent time is, in lengths of the observed past */
function risingTags(rows: readonly TagPeriods[], stretch: number): readonly RisingTag[] {
  return rows
    .map(({ tag, lang, recent, past, before }) => ({
      ...{ tag, lang, recent, past, before, expected: past * stretch },
    }))
    .filter(isRising)
    .sort(compareRising)
    .slice(0, TAGS_MAX)
    .map(({ tag, lang, recent, past, expected }) => ({
      ...{ tag, lang, recent, past, expected: Math.round(expected * 10) / 10 },
    }));
}

async function readObserved(sql: Sql, from: number, to: number): Promise<Observed> {
  return observedOf(await sql.unsafe<ObservedRow[]>(OBSERVED_STRETCHES, [from, to]));
}

/** Long ranges are counted from the batch job's hours, which end where its last run read them. */
async function countedUntil(
  sql: Sql,
  { from, to }: { from: number; to: number },
): Promise<number> {
  const { pastFrom, until } = risingPeriods(from, to);
  if (until - pastFrom <= POSTS_MAX_MS) return to;
  const [run] = await sql<{ at: number }[]>`
    select extract(epoch from finished_at)::float8 * 1000 as at from masto.batch_run`;
  return run === undefined ? to : Math.max(from, Math.min(to, run.at));
}

const PERIODS = `
  select tag, lang, recent, past, before
    from masto.hashtag_periods(to_timestamp($1::float8 / 1000), to_timestamp($2::float8 / 1000),
                               to_timestamp($3::float8 / 1000))`;

async function readPeriods(
  sql: Sql,
  periods: [past: number, recent: number, until: number],
): Promise<TagPeriods[]> {
  return [...await sql.unsafe<TagPeriods[]>(PERIODS, periods)];
}
