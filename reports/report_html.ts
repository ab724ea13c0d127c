import type { Chart, Table } from "./chart.ts";
import type { Language } from "./language.ts";
import type { ReportData } from "./report_data.ts";
import { kindOfSources } from "../core/post/source.ts";
import { whichPosts, whosePosts } from "./signature.ts";
import { spanText } from "./time_axis.ts";

/** A chart and its picture. */
export interface DrawnChart {
  readonly chart: Chart;
  readonly svg: string;
  /** The same for the width of a phone. */
  readonly narrow: string;
}

/** One page with all charts, their descriptions and their numbers. It loads nothing: no script, font or image. */
export function reportHtml(
  drawn: readonly DrawnChart[],
  { data, language, now }: {
    readonly data: ReportData;
    readonly language: Language;
    /** Time of the report, ms since 1970. */
    readonly now: number;
  },
): string {
  const title = language.say({ en: "Mastodon in numbers", fr: "Mastodon en chiffres" });
  const made = language.say({
    en: `made ${language.dateAndTime(now)} UTC`,
    fr: `établi le ${language.dateAndTime(now)} UTC`,
  });
  const batch = data.batch === undefined || data.filter !== undefined ? "" : language.say({
    en: `batch tables of ${language.dateAndTime(data.batch.finishedAt)} UTC`,
    fr: `tables batch du ${language.dateAndTime(data.batch.finishedAt)} UTC`,
  });
  const whose = whosePosts(data.sources, language);
  const which = whichPosts(data.filter, language);
  const stats = [whose, which, spanText(data, language), batch, made].filter((fact) => fact !== "");
  const isDemo = kindOfSources(data.sources) === "made up";
  const total = data.buckets.reduce((sum, { toots }) => sum + toots, 0);
  const lead = data.span === undefined
    ? language.say({ en: "There are no posts yet.", fr: "Il n’y a pas encore de messages." })
    : language.say({
      en: `${language.number(total)} public posts in ${
        duration(data.span, language)
      }. Boosts and replies to others are not in public streams and are not counted.`,
      fr: `${language.number(total)} messages publics en ${
        duration(data.span, language)
      }. Les partages et les réponses à autrui n’apparaissent pas dans les flux publics et ne sont pas comptés.`,
    });
  return `<!doctype html>
<html lang="${language.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(which === "" ? title : `${title} · ${which}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${escape(which === "" ? title : `${title} · ${which}`)}</h1>${
    isDemo ? `<p class="demo">${escape(whose)}</p>` : ""
  }<p class="lead">${escape(lead)}</p><p>${stats.map(escape).join(" · ")}</p></header>
<main>
${drawn.map((each) => section(each, language)).join("\n")}
</main>
</body>
</html>
`;
}

const LENGTH_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** A length of time in days, hours or minutes. */
function duration({ from, to }: { from: number; to: number }, language: Language): string {
  const length = to - from;
  const unit = length >= 2 * LENGTH_MS.day
    ? "day"
    : length >= 2 * LENGTH_MS.hour
    ? "hour"
    : "minute";
  const count = length / LENGTH_MS[unit];
  return count.toLocaleString(language.locale, {
    style: "unit",
    unit,
    unitDisplay: "long",
    maximumFractionDigits: count < 10 ? 1 : 0,
  });
}

function section({ chart, svg, narrow }: DrawnChart, language: Language): string {
  const numbers = language.say({ en: "The numbers", fr: "Les chiffres" });
  return `<figure id="${chart.name}">
<div class="wide">${accessible(svg, chart.title)}</div>
<div class="narrow">${accessible(narrow, chart.title)}</div>
<figcaption>${chart.sentences.map(escape).join(" ")}</figcaption>
<p class="files">${
    ["png", "svg", "vl.json"].map((extension) =>
      `<a href="${chart.name}.${extension}" download>${extension.toUpperCase()}</a>`
    ).join(" ")
  }</p>
${
    chart.table.rows.length === 0
      ? ""
      : `<details><summary>${escape(numbers)}</summary>${
        table(chart.table, chart.title, language)
      }</details>`
  }
</figure>`;
}

/** The SVG as one image with a name; its description follows below. */
function accessible(svg: string, title: string): string {
  return svg
    .replace(/ (role|aria-[a-z]+)="[^"]*"/g, "")
    .replace(/^<svg/, `<svg role="img" aria-label="${escape(title)}"`);
}

function table({ columns, rows }: Table, title: string, language: Language): string {
  const cell = (value: string | number) =>
    typeof value === "number"
      ? `<td class="number">${escape(language.number(value))}</td>`
      : `<td dir="auto">${escape(value)}</td>`;
  return `<table><caption>${escape(title)}</caption><thead><tr>${
    columns.map((column) => `<th scope="col">${escape(column)}</th>`).join("")
  }</tr></thead><tbody>${
    rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("")
  }</tbody></table>`;
}

/** Controls, and controls of writing direction: a hashtag must not reorder the text around it, nor act on a terminal. */
const ACTING = /(?![\t\n])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

function escape(text: string): string {
  return text.replaceAll(ACTING, "\ufffd").replace(
    /[&<>"']/g,
    (letter) => `&#${letter.charCodeAt(0)};`,
  );
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1b2330; --soft: #55606f; --line: #e3e7ec; --paper: #f4f6f8; --card: #fff; --mark: #8a3b00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e9ec; --soft: #a4abb6; --line: #2d333c; --paper: #101317; --card: #181c22; --mark: #f0a070; } }
html { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body { margin: 0; font: 16px/1.55 Inter, "Noto Sans", system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header, main { max-width: 900px; margin: 0 auto; padding: 0 16px; }
header { padding-top: 40px; }
h1 { font-size: 32px; line-height: 1.2; margin: 0 0 8px; }
header p { color: var(--soft); margin: 4px 0; }
header .demo { display: inline-block; padding: 4px 12px; border: 2px solid var(--mark); border-radius: 6px; color: var(--mark); font-weight: 600; }
header .lead { color: var(--ink); font-size: 18px; }
figure { margin: 24px 0; padding: 8px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
figure svg { display: block; width: 100%; height: auto; background: #fff; border-radius: 6px; }
.files { padding: 0 20px 8px; margin: 0; font-size: 14px; } .files a { color: inherit; margin-right: 12px; }
.narrow { display: none; }
figcaption { padding: 4px 20px 14px; max-width: 70ch; }
details { padding: 0 20px 12px; color: var(--soft); }
summary { cursor: pointer; }
table { border-collapse: collapse; margin-top: 8px; font-size: 14px; color: var(--ink); }
caption { text-align: start; color: var(--soft); padding-bottom: 4px; }
th, td { padding: 3px 14px 3px 0; text-align: start; border-bottom: 1px solid var(--line); }
td.number { text-align: end; font-variant-numeric: tabular-nums; }
@media screen and (max-width: 600px) { .wide { display: none; } .narrow { display: block; } header { padding-top: 20px; } h1 { font-size: 26px; } figcaption { padding: 4px 8px 10px; } details { padding: 0 8px 10px; overflow-x: auto; } .files { padding: 0 8px 8px; } }
@media screen and (prefers-color-scheme: dark) { figure svg { filter: invert(.9) hue-rotate(180deg); } }
@media print { :root { --ink: #1b2330; --soft: #55606f; --line: #e3e7ec; --paper: #fff; --card: #fff; --mark: #8a3b00; } .files { display: none; } figure { break-inside: avoid; border: none; } }
`;
