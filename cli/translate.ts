import { FRENCH } from "./french.ts";
import { FRAMES } from "./french/running.ts";

/** The languages of the terminal. */
export type TerminalLocale = "en" | "fr";

/** The variables of POSIX that name a locale, the first that counts first. They are not Trunkline's. */
export const LOCALE_VARIABLES = ["LC_ALL", "LC_MESSAGES", "LANG"] as const;

/** The language of a locale such as `fr_FR.UTF-8`; English for any other. */
export function localeFrom(
  variables: Readonly<Partial<Record<string, string>>>,
): TerminalLocale {
  const name =
    LOCALE_VARIABLES.map((each) => variables[each] ?? "").find((value) => value !== "") ??
      "";
  return /^fr([_.@-]|$)/i.test(name) ? "fr" : "en";
}

interface Template {
  readonly pattern: RegExp;
  /** What the text begins with. */
  readonly prefix: string;
  readonly french: string;
}

interface Tables {
  /** With each message of two sentences also its first one, and its remedy: they are shown apart, too. */
  readonly texts: Readonly<Record<string, string>>;
  readonly templates: readonly Template[];
  /** Texts around another message, which is their first value. */
  readonly frames: readonly Template[];
  /** What could not be done: the first value is a verb. */
  readonly attempts: readonly Template[];
}

let made: Tables | undefined;

/** Made when the first text is translated: most commands speak English, and do not wait for them. */
function tables(): Tables {
  if (made !== undefined) return made;
  const texts = { ...parts(), ...FRENCH };
  const around = Object.entries(FRENCH).filter(([english]) => /^\{\}[.,;:]/.test(english));
  return made = {
    texts,
    templates: templatesOf(texts, "(.*?)"),
    frames: templatesOf({ ...FRAMES, ...Object.fromEntries(around) }, "(.*)"),
    attempts: templatesOf({ "Cannot {}: {}. {}": "Impossible de {} : {}. {}" }, "(.*?)"),
  };
}

function parts(): Record<string, string> {
  const holes = (text: string) => text.split("{}").length;
  const split = (text: string) => {
    const at = text.indexOf(". ");
    return at < 0 ? [] : [text.slice(0, at), text.slice(at + 2)];
  };
  return Object.fromEntries(
    Object.entries(FRENCH).flatMap(([english, french]) => {
      const [words = "", remedy = ""] = split(english);
      const [said = "", then = ""] = split(french);
      // Whoever begins with a value says too little to be recognised.
      const fits = words !== "" && said !== "" && !words.startsWith("{}") && words.length > 12 &&
        holes(words) === holes(said) && holes(remedy) === holes(then);
      return fits
        ? [
          [words, said],
          ...(/^[A-Z]/.test(remedy) && !remedy.startsWith("{}") ? [[remedy, then]] : []),
        ]
        : [];
    }),
  );
}

function templatesOf(
  texts: Readonly<Record<string, string>>,
  first: "(.*)" | "(.*?)",
): readonly Template[] {
  return Object.entries(texts)
    .filter(([english]) => english.includes("{}"))
    .map(([english, french]) => ({
      pattern: patternOf(english, first),
      prefix: english.slice(0, english.indexOf("{}")),
      french,
    }))
    // Of several that a text fits, the one that says most of it.
    .sort((a, b) => b.pattern.source.length - a.pattern.source.length);
}

/** `first`: whether the first value is as long or as short as it can be. */
function patternOf(english: string, first: "(.*)" | "(.*?)"): RegExp {
  const parts = english.split("{}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const [start = "", ...rest] = parts;
  return new RegExp(`^${start}${first}${rest.join("(.*?)")}$`, "s");
}

/** What stands between sentences and parts of them that are made apart; the next is tried within each part. */
const SEPARATORS = [". ", "; ", ": ", ", "] as const;
/** A longer text, or one of more parts, is no message of ours. */
const MESSAGE_MAX = 4_000;
const PARTS_MAX = 30;

/**
 * A text of the terminal in its language, line by line; what has no other stays English. Values are translated where they are
 * messages themselves (`Cannot reach HOST: REASON`), figures are written as the language does, columns stay aligned.
 */
export function translate(text: string, locale: TerminalLocale): string {
  // JSON is for programs.
  if (locale === "en" || /^[{[]/.test(text)) return text;
  return block(text.split("\n")).join("\n");
}

/** Lines; those with two columns or more stay a table, and what is indented to its second column stays below that. */
function block(lines: readonly string[]): string[] {
  const rows = lines.map((line) => COLUMNS.exec(line)?.slice(1));
  const cells = rows.filter((row) => row !== undefined);
  if (cells.length === 0) return lines.map(line);
  const names = cells.map(([, name = ""]) => value(name));
  const width = (of: readonly string[]) => Math.max(...of.map((each) => each.length));
  const more = Math.max(0, width(names) - width(cells.map(([, name = ""]) => name)));
  const rests = block(cells.map(([, , , rest = ""]) => rest));
  return lines.map((text, i) => {
    const [indent = "", name, gap = ""] = rows[i] ?? [];
    if (name === undefined) return /^ {6}/.test(text) ? " ".repeat(more) + line(text) : line(text);
    const said = names.shift() ?? name;
    return indent + said.padEnd(name.length + gap.length + more) + (rests.shift() ?? "");
  });
}

/** Indent (with a mark), the first column, the space behind it, the rest. */
const COLUMNS = /^( *(?:[✓✗–] )?)(\S.*?)( {2,})(\S.*)$/;

function line(text: string): string {
  const whole = message(text.trimStart());
  if (whole !== undefined) return text.slice(0, text.length - text.trimStart().length) + whole;
  const [, indent = "", rest = ""] = /^( *(?:[✓✗–→] )?)(.*)$/s.exec(text) ?? [];
  return indent + value(rest);
}

/** A message or a part of one in French; undefined where it is none of ours. */
function message(text: string): string | undefined {
  if (text.length > MESSAGE_MAX) return undefined;
  // Parts of a text are tried again and again, and the log repeats itself.
  if (known.has(text)) return known.get(text);
  if (known.size >= KNOWN_MAX) known.clear();
  const said = find(text);
  known.set(text, said);
  return said;
}

const known = new Map<string, string | undefined>();
const KNOWN_MAX = 5_000;

function find(text: string): string | undefined {
  const { texts, templates, frames, attempts } = tables();
  if (Object.hasOwn(texts, text)) return spaced(texts[text] ?? text);
  if (text.includes(" · ")) return text.split(" · ").map(value).join(" · ");
  // What a worker says, after its name.
  const [, worker, words] = /^([a-z_]+): (.+)$/s.exec(text) ?? [];
  const said = words === undefined ? undefined : message(words);
  if (said !== undefined) return `${worker}\u00a0: ${said}`;
  const framed = inFrame(frames, text);
  if (framed !== undefined) return framed;
  for (const { pattern, prefix, french } of templates) {
    if (!text.startsWith(prefix)) continue;
    const values = pattern.exec(text)?.slice(1);
    if (values === undefined) continue;
    // What a text begins with is a name, not the half of another message.
    const [first = ""] = values;
    if (prefix === "" && CLAUSE.test(first) && message(first) === undefined) continue;
    return filled(french, values.map(value));
  }
  return inFrame(attempts, text)?.replace(/^Impossible de (?=[aeéiou])/, "Impossible d’") ??
    compound(text);
}

function inFrame(of: readonly Template[], text: string): string | undefined {
  for (const { pattern, french } of of) {
    const [first, ...rest] = pattern.exec(text)?.slice(1) ?? [];
    const said = first === undefined ? undefined : message(first);
    if (said !== undefined) return filled(french, [said, ...rest.map(value)]);
  }
  return undefined;
}

const CLAUSE = /\b(is|are|was|were|has|have|the)\b/;

function value(text: string): string {
  return figure(text) ?? message(text) ?? text;
}

/** What was put together of several messages. A list is one only if each of its parts is ours. */
function compound(text: string): string | undefined {
  if (text.split(/[.;:,] /).length > PARTS_MAX) return undefined;
  for (const separator of SEPARATORS) {
    const at = text.indexOf(separator);
    if (at < 0) continue;
    const [first, rest] = [text.slice(0, at), text.slice(at + separator.length)];
    const said = [first, rest].map((part) => figure(part) ?? message(part));
    const isOurs = separator === ", " ? said.every(isSaid) : said.some(isSaid);
    if (!isOurs) continue;
    return (said[0] ?? first) + (SPACED[separator] ?? separator) + (said[1] ?? rest);
  }
  return undefined;
}

const SPACED: Readonly<Record<string, string>> = { ": ": "\u00a0: ", "; ": "\u00a0; " };
const isSaid = (text: string | undefined) => text !== undefined;

function filled(french: string, values: readonly string[]): string {
  let at = 0;
  return spaced(french).replace(/\{\}( s\b|\u00a0%)?/g, (_, unit = "") => {
    const said = values[at++] ?? "";
    return (unit === "" ? said : said.replace(/^(\d+)\.(\d+)$/, "$1,$2")) + unit;
  });
}

/** A count, a duration or a share as French writes it; undefined for anything else. */
function figure(text: string): string | undefined {
  if (/^-?\d{1,3}(,\d{3})+$/.test(text)) return text.replaceAll(",", "\u202f");
  if (/^-?\d+$/.test(text)) return text;
  const [, number, unit = "%"] = /^(\d+(?:\.\d+)?)(?: (ms|s|MB|GB)| ?%)$/.exec(text) ?? [];
  if (number !== undefined) {
    return `${number.replace(".", ",")}\u00a0${unit.replace(/^([MG])B$/, "$1o")}`;
  }
  if (/^\d+ d \d+ h$/.test(text)) return text.replace("d", "j");
  return /^\d+ (h \d+ min|min \d+ s)$/.test(text) ? text : undefined;
}

/** With no-break spaces where French has them. */
function spaced(text: string): string {
  return text.replace(/ ([:;?!»%])/g, "\u00a0$1").replace(/« /g, "«\u00a0");
}
