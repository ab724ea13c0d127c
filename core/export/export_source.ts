import { PermanentError } from "../base/errors.ts";
import type { Sql } from "../postgres/connect.ts";

/** A column of an export. */
export interface ExportColumn {
  readonly name: string;
  /** `text`: written by people, and made safe against being run as a formula. */
  readonly kind: "text" | "integer" | "number" | "boolean" | "time" | "json" | "other";
}

/** A query whose columns are all cast to text. */
export interface ExportSource {
  /** The file's name without its extension. */
  readonly name: string;
  readonly query: string;
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
    quoted(name)
  }`}::regclass`;
  return {
    name,
    query: `select ${
      columns.map(({ name, type }) => asText(quoted(name), type)).join(", ")
    } from masto.${quoted(name)}`,
    columns: columns.map(({ name, type }) => ({ name, kind: kindOf(type) })),
    about: size !== undefined && size.about > 0 ? size.about : undefined,
  };
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
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
