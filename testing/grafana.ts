/** The dashboards of `deploy/grafana/`, and what Grafana makes of their queries. */

export interface GrafanaTarget {
  readonly refId: string;
  readonly expr?: string;
  readonly rawSql?: string;
  readonly format?: string;
}

export interface GrafanaDashboard {
  readonly title: string;
  readonly uid: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { readonly name: string }[] };
  readonly annotations: {
    readonly list: readonly { readonly name: string; readonly target?: GrafanaTarget }[];
  };
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly type: string;
    readonly gridPos: {
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
    };
    readonly targets?: readonly GrafanaTarget[];
  }[];
}

export const GRAFANA_FILES = ["trunkline.json", "posts.json"] as const;

export async function grafanaDashboard(
  file: (typeof GRAFANA_FILES)[number],
): Promise<GrafanaDashboard> {
  return JSON.parse(
    await Deno.readTextFile(new URL(`../deploy/grafana/${file}`, import.meta.url)),
  );
}

/** What a dashboard asks for: of its panels, then of its annotations. */
export function queriesOf(
  { panels, annotations }: GrafanaDashboard,
): readonly (GrafanaTarget & { readonly title: string })[] {
  return [
    ...panels.flatMap(({ title, targets = [] }) => targets.map((target) => ({ ...target, title }))),
    ...annotations.list.flatMap(({ name, target }) =>
      target === undefined ? [] : [{ ...target, title: name }]
    ),
  ];
}

/** SQL with the variables and macros of Grafana's PostgreSQL data source replaced, as it does. Times: ms since 1970. */
export function grafanaSql(
  sql: string,
  { from, to, hashtag }: { readonly from: number; readonly to: number; readonly hashtag: string },
): string {
  const [first, last] = [from, to].map((at) => `'${new Date(at).toISOString()}'`);
  return sql
    .replaceAll("${hashtag:sqlstring}", `'${hashtag.replaceAll("'", "''")}'`)
    .replaceAll("$__interval_ms", "300000")
    .replaceAll("$__interval", "5m")
    .replace(/\$__timeFilter\(([^)]+)\)/g, (_, column) => `${column} BETWEEN ${first} AND ${last}`)
    .replace(
      /\$__timeGroupAlias\((\w+), 5m\)/g,
      (_, column) => `floor(extract(epoch from ${column})/300)*300 AS "time"`,
    )
    .replaceAll("$__timeFrom()", first ?? "")
    .replaceAll("$__timeTo()", last ?? "");
}

/** PromQL with the variables of a dashboard replaced: all processes. */
export function grafanaPromql(expr: string): string {
  return expr.replaceAll("$instance", ".+").replaceAll("$__rate_interval", "1m");
}
