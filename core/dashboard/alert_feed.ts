import type { Sql } from "../postgres/connect.ts";
import type { LocaleCode } from "./page_protocol.ts";

/** An alert that was told; counts only. */
export interface StoredAlert {
  readonly id: string;
  readonly kind: string;
  /** What it is about. */
  readonly key: string;
  /** A sentence. */
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** The newest alerts, newest first. */
export async function newestAlerts(sql: Sql, limit: number): Promise<readonly StoredAlert[]> {
  return [
    ...await sql<StoredAlert[]>`
    select alert_id::text as id, kind, key, title,
           to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
      from masto.alerts order by alert_id desc limit ${limit}`,
  ];
}

/** What a feed reader shows of the feed itself. Titles of alerts are stored in the language of who told them. */
const WORDS: Readonly<
  Record<LocaleCode, { readonly title: string; readonly kinds: Readonly<Record<string, string>> }>
> = {
  en: {
    title: "Trunkline alerts",
    kinds: { rising: "hashtag rises", burst: "burst", mood: "mood", silent: "silence" },
  },
  fr: {
    title: "Alertes de Trunkline",
    kinds: { rising: "hashtag en hausse", burst: "flambée", mood: "humeur", silent: "silence" },
  },
};

/** The alerts as an Atom feed (RFC 4287). `origin`: the address of the page; `now`: ms since 1970. */
export function atomFeed(
  alerts: readonly StoredAlert[],
  { origin, now, locale }: {
    readonly origin: string;
    readonly now: number;
    readonly locale: LocaleCode;
  },
): string {
  const words = WORDS[locale];
  const updated = alerts[0]?.at ?? new Date(now).toISOString();
  const entries = alerts.map(({ id, title, at, kind }) =>
    `  <entry>
    <id>${escaped(`${origin}/alerts/${id}`)}</id>
    <title>${escaped(title)}</title>
    <updated>${at}</updated>
    <category term="${kind}" label="${escaped(words.kinds[kind] ?? kind)}"/>
    <link href="${escaped(`${origin}/`)}"/>
    <content type="text">${escaped(title)}</content>
  </entry>`
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
  <id>${escaped(`${origin}/alerts.atom`)}</id>
  <title>${words.title}</title>
  <updated>${updated}</updated>
  <author><name>Trunkline</name></author>
  <link rel="self" href="${escaped(`${origin}/alerts.atom`)}"/>
${entries.join("\n")}
</feed>
`;
}

function escaped(text: string): string {
  // XML has no way to write most control characters.
  return text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
