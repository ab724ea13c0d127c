import { PermanentError } from "../base/errors.ts";
import type { Sql } from "../postgres/connect.ts";
import { identifier } from "../postgres/identifier.ts";
import type { PostFilter } from "../post/post_filter.ts";

/** A column of an export. */
export interface ExportColumn {
  readonly name: string;
  /** `text`: written by people, and made safe against being run as a formula; `id`: digits that are no number. */
  readonly kind: "text" | "id" | "integer" | "number" | "boolean" | "time" | "json" | "other";
}

/** A query whose columns are all cast to text. */
export interface ExportSource {
  /** The file's name without its extension. */
  readonly name: string;
  readonly query: string;
  /** Values of $1, $2 … in the query. */
  readonly parameters?: readonly (string | null)[];
  readonly columns: readonly ExportColumn[];
  /** Estimated number of rows; undefined if unknown. */
  readonly about: number | undefined;
}

/** The three files of the replaced system, with its columns. */
export const VIZ_SOURCES: readonly ExportSource[] = [
  {
    name: "viz_sentiment_daily",
    query: `
      select day::text, n_toosts::text, n_pos::text, n_neg::text, n_neu::text, avg_prob_pos::text
        from masto.v_sentiment_daily order by v_sentiment_daily.day`,
    columns: [
      { name: "day", kind: "other" },
      ...["n_toosts", "n_pos", "n_neg", "n_neu", "avg_prob_pos"]
        .map((name) => ({ name, kind: "number" as const })),
    ],
    about: undefined,
  },
  {
    name: "viz_sentiment_dist",
    query: `
      select label_str, n::text
        from (
          select label_str, sum(n)::bigint as n
            from masto.toot_metrics_windowed,
                 lateral (values ('positive', n_pos), ('negative', n_neg), ('neutral', n_neu)) as each (label_str, n)
           group by label_str
        ) as counted
       where n > 0
       order by counted.n desc, label_str`,
    columns: [{ name: "label_str", kind: "other" }, { name: "n", kind: "number" }],
    about: 3,
  },
  {
    // As many as a chart shows; batch_top_hashtag has all.
    name: "viz_top_hashtags",
    query: `
      select hashtag, toots_count::text
        from masto.batch_top_hashtag t order by t.toots_count desc, hashtag limit 100`,
    columns: [{ name: "hashtag", kind: "text" }, { name: "n", kind: "number" }],
    about: 100,
  },
];

/** The posts that a filter lets through in `[from, to)`, ms since 1970; absent ends leave nothing out. */
export interface PostsWanted extends PostFilter {
  readonly from?: number;
  readonly to?: number;
}

/** These posts, with their scores, oldest first. For the owner: a reader may see no post. */
export function postsSource({ tag, from, to, langs, server }: PostsWanted): ExportSource {
  const columns: readonly (readonly [name: string, sql: string, kind: ExportColumn["kind"]])[] = [
    [
      "created_at",
      `to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
      "time",
    ],
    ["username", "r.username", "text"],
    ["server", SERVER, "text"],
    ["lang", "r.lang", "other"],
    ["text", "r.content_txt", "text"],
    ["hashtags", "array_to_string(r.hashtags, ' ')", "text"],
    ["label_str", "s.label_str", "other"],
    ["prob_pos", "s.prob_pos::text", "number"],
    ["favourites", "r.favourites::text", "integer"],
    ["reblogs", "r.reblogs::text", "integer"],
    ["attachment_count", "r.attachment_count::text", "integer"],
    ["described_count", "r.described_count::text", "integer"],
    [
      "sites",
      "array_to_string(array(select s.site from masto.sites_of(r.content_html) s), ' ')",
      "text",
    ],
    ["url", "r.url", "text"],
    ["id", "r.id::text", "id"],
  ];
  return {
    name: ["posts", ...partsOf({ tag, langs, server })].join("-"),
    query: `
      select ${columns.map(([name, sql]) => `${sql} as ${name}`).join(", ")}
        from masto.toots_raw r left join masto.toots_sentiment s using (id)
       where ($1::timestamptz is null or r.created_at >= $1) and ($2::timestamptz is null or r.created_at < $2)
         and ($3::text is null or r.lang = any (string_to_array($3, ','))) and ($4::text is null or lower(${SERVER}) = lower($4))
         and ($5::text is null or exists (
               select from unnest(r.hashtags) as t (tag)
                where masto.fold_hashtag(t.tag) = masto.fold_hashtag($5)))
       order by r.created_at, r.id`,
    parameters: [iso(from), iso(to), langs.join() || null, server ?? null, tag ?? null],
    columns: columns.map(([name, , kind]) => ({ name, kind })),
    about: undefined,
  };
}

/** The sites that these posts link to, most posts first: counts, of three people or more. */
export function linksSource(
  { tag, from = YEAR_1, to = YEAR_9999, langs, server }: PostsWanted,
): ExportSource {
  return {
    name: ["links", ...partsOf({ tag, langs, server })].join("-"),
    query: `
      select domain, posts::text, people::text
        from masto.linked_domains($1, $2, $5, $4, string_to_array($3, ','))
       order by linked_domains.posts desc, domain`,
    parameters: [iso(from), iso(to), langs.join() || null, server ?? null, tag ?? null],
    columns: [
      { name: "domain", kind: "text" },
      { name: "posts", kind: "integer" },
      { name: "people", kind: "integer" },
    ],
    about: undefined,
  };
}

// The years that both JavaScript and PostgreSQL can format.
const [YEAR_1, YEAR_9999] = [Date.parse("0001-01-01"), Date.parse("9999-01-01")];

function iso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

/** A filter as parts of a file's name. */
function partsOf({ tag, langs, server }: PostFilter): readonly string[] {
  return [tag?.replace(/[^\p{L}\p{N}_-]/gu, "") ?? "", ...langs, server ?? ""]
    .filter((part) => part !== "");
}

/** The server of a post's author. */
const SERVER = "coalesce(nullif(split_part(r.username, '@', 2), ''), r.instance)";

/** A whole table or view of the schema `masto`, with times in UTC. Rejects an unknown name. */
export async function tableSource(sql: Sql, table: string): Promise<ExportSource> {
  const name = table.replace(/^masto\./, "");
  const columns = await sql<{ name: string; type: string }[]>`
    select column_name as name, data_type as type
      from information_schema.columns
     where table_schema = 'masto' and table_name = ${name}
     order by ordinal_position`;
  if (columns.length === 0) {
    const known = await sql<{ names: string }[]>`
      select string_agg(table_name, ', ' order by table_name) as names
        from information_schema.tables where table_schema = 'masto'`;
    throw new PermanentError(
      `Cannot export ${table}: --table names no table or view of the schema masto. Choose one of ${
        known[0]?.names ?? "none: run migrate first"
      }`,
      { exitCode: 2 },
    );
  }
  const [size] = await sql<{ about: number }[]>`
    select reltuples::float8 as about from pg_class where oid = ${`masto.${
    identifier(name)
  }`}::regclass`;
  return {
    name,
    query: `select ${
      columns.map(({ name, type }) => asText(identifier(name), type)).join(", ")
    } from masto.${identifier(name)}`,
    columns: columns.map(({ name, type }) => ({ name, kind: kindOf(type) })),
    about: size !== undefined && size.about > 0 ? size.about : undefined,
  };
}

function asText(column: string, type: string): string {
  switch (type) {
    case "timestamp with time zone":
      return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ${column}`;
    case "ARRAY":
      return `array_to_json(${column})::text as ${column}`;
    case "bytea":
      return `encode(${column}, 'base64') as ${column}`;
    default:
      return `${column}::text as ${column}`;
  }
}

function kindOf(type: string): ExportColumn["kind"] {
  switch (type) {
    case "bigint":
    case "integer":
    case "smallint":
      return "integer";
    case "timestamp with time zone":
      return "time";
    case "numeric":
    case "real":
    case "double precision":
      return "number";
    case "boolean":
      return "boolean";
    case "ARRAY":
    case "json":
    case "jsonb":
      return "json";
    case "text":
    case "character varying":
      return "text";
    default:
      return "other";
  }
}
