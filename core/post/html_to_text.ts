import { Tokenizer } from "htmlparser2";

/** Properties of an element, as bits. A block begins and ends a line. */
const BLOCK = 1;
/** Its content is not shown. */
const UNSEEN = 2;
/** It has no end tag, so it can hide nothing but itself. */
const VOID = 4;
/** White space of the source is kept in it. */
const PREFORMATTED = 8;
const [BREAK, IMAGE, ANCHOR, MATH, CELL, RUBY, CODE] = [16, 32, 64, 128, 256, 512, 1024];
/** Elements of which other attributes are read than those that hide. */
const READS_ATTRIBUTES = IMAGE | ANCHOR | MATH;

interface Element {
  readonly name: string;
  readonly bits: number;
}

const ELEMENTS = new Map<string, Element>();
for (
  const [bits, names] of [
    [
      BLOCK,
      "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure footer " +
      "form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol optgroup option p pre search section " +
      "summary table tr ul",
    ],
    // The annotations are those of MathML: the formula in another notation.
    [
      UNSEEN,
      "annotation annotation-xml audio canvas datalist head iframe mphantom noembed noframes noscript object rp script style " +
      "svg template textarea title video",
    ],
    [VOID, "area base br col embed hr img input link meta source track wbr"],
    [PREFORMATTED, "listing pre"],
    [BREAK, "br"],
    [IMAGE, "img"],
    [ANCHOR, "a"],
    [MATH, "math"],
    [CELL, "td th"],
    [RUBY, "rp rt ruby"],
    [CODE, "code pre math"],
    [0, "b del em i s span strong u"],
  ] as const
) {
  for (const name of names.split(" ")) {
    ELEMENTS.set(name, { name, bits: (ELEMENTS.get(name)?.bits ?? 0) | bits });
  }
}

/** Mastodon shortens a link with two spans of this class: the scheme, and the end of a long path. */
const HIDDEN_CLASS = /(?:^|\s)invisible(?:\s|$)/;
/** The line "RE: link" that a server puts into a post for those who cannot show what it quotes. */
const QUOTE_CLASS = /(?:^|\s)quote-inline(?:\s|$)/;
/** Anchors that lead to an account or a hashtag say so, in `class` or in `rel`. */
const MENTION_CLASS = /(?:^|\s)(?:mention|hashtag)(?:\s|$)/;
const TAG_REL = /(?:^|\s)tag(?:\s|$)/;

/** How a post is shown. */
export interface Shown {
  /** The quoted post is shown with it, so the line that stands in for the quote is left out. */
  readonly withQuote?: boolean;
}

/** A text, and which parts of it are links: `[start, end)` in UTF-16 units, rising. */
export interface LinkedText {
  readonly text: string;
  readonly links: readonly Span[];
  /** Code and formulas, which are no wording. */
  readonly code: readonly Span[];
}

/** A part of a text: from `start` up to, and not including, `end`. */
export type Span = readonly [start: number, end: number];

/**
 * The plain text of a post's HTML: what a browser shows of it. `<br>` and the edges of blocks break lines, so that
 * words never fuse; other white space of the source is one blank or none, but in `<pre>`; an image is its alternative
 * text, or a blank; hidden spans, scripts and comments leave nothing; entities are decoded; NUL, which HTML forbids,
 * goes. Blank lines between paragraphs are a matter of style, and not part of it.
 *
 * Linear in its input however hostile: it reads tokens and keeps no tree and no stack.
 */
export function htmlToText(html: string, shown?: Shown): string {
  return read(html, shown).text;
}

/** As {@linkcode htmlToText}, with the positions of links; mentions and hashtags are not links. */
export function linkedText(html: string, shown?: Shown): LinkedText {
  return read(html, shown).linkedText;
}

function read(html: string, shown: Shown = SHOWN_ALONE): TextReader {
  const reader = new TextReader(html, shown);
  // The tokenizer reads faster where it need not look for entities.
  const decodeEntities = html.includes("&");
  if (decodeEntities || html.includes("<")) {
    const tokenizer = new Tokenizer({ decodeEntities }, reader);
    tokenizer.write(html);
    tokenizer.end();
  } else reader.ontext(0, html.length);
  return reader;
}

const SHOWN_ALONE: Shown = {};

/** Gathers the text that the tokenizer finds. All indexes are into `html`. */
class TextReader {
  #text = "";
  /** The line is empty so far, so white space is not shown. */
  #startsLine = true;
  /** The last character of the line, if it has one. */
  #last = 0;
  /** White space was read; it becomes one blank if a word follows in this line. */
  #blank = false;
  /** How many elements are open that keep their white space. */
  #preformatted = 0;
  /** The newline that directly follows `<pre>` is not shown. */
  #afterPre = false;
  /** Between `<math>` and `</math>`, where white space between elements is not shown; whether on lines of its own. */
  #math: "inline" | "block" | undefined;

  #element: Element = { name: "", bits: 0 };
  /** The attribute that is being read, if its value matters. */
  #attribute = "";
  #value = "";
  #class = "";
  #rel = "";
  #alt = "";
  #hasTarget = false;
  #isBlockMath = false;
  #hides = false;

  /** The element that hides what is being read, and how many of its name are open inside it. */
  #hiddenBy = "";
  #depth = 0;
  /** Where the link that is being read begins; −1 outside of links. */
  #linkStart = -1;
  readonly #links: [number, number][] = [];
  /** Where code or a formula begins; −1 outside. */
  #codeStart = -1;
  readonly #code: [number, number][] = [];
  readonly #html: string;
  readonly #withQuote: boolean;
  readonly #hasNul: boolean;
  readonly #hasRun: boolean;

  constructor(html: string, { withQuote = false }: Shown) {
    this.#html = html;
    this.#withQuote = withQuote;
    this.#hasNul = html.includes("\0");
    this.#hasRun = html.includes("  ") || HAS_BREAK.test(html);
  }

  get text(): string {
    return this.#text.trim();
  }

  get linkedText(): LinkedText {
    this.#endLink();
    this.#endCode();
    const { text } = this;
    const before = this.#text.length - this.#text.trimStart().length;
    const place = (at: number) => Math.min(text.length, Math.max(0, at - before));
    const placed = (spans: readonly Span[]) =>
      spans.map(([start, end]): Span => [place(start), place(end)]);
    return { text, links: placed(this.#links), code: placed(this.#code) };
  }

  ontext(start: number, end: number): void {
    if (this.#depth > 0) return;
    const text = this.#html.slice(start, end);
    this.#add(this.#hasNul ? text.replaceAll("\0", "") : text);
  }
  ontextentity(codepoint: number): void {
    if (this.#depth === 0) this.#add(String.fromCodePoint(codepoint));
  }
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  onopentagname(start: number, end: number): void {
    const element = this.#element = elementOf(this.#html.slice(start, end));
    this.#hides = (element.bits & UNSEEN) !== 0;
    if ((element.bits & READS_ATTRIBUTES) === 0) return;
    this.#class = this.#rel = this.#alt = "";
    this.#hasTarget = this.#isBlockMath = false;
  }
  onattribname(start: number, end: number): void {
    this.#attribute = "";
    // "alt" and "display" are the shortest and the longest that matter.
    if (end - start < 3 || end - start > 7) return;
    const name = this.#html.slice(start, end);
    const attribute = ATTRIBUTES.get(name) ?? ATTRIBUTES.get(name.toLowerCase());
    if (attribute === undefined) return;
    if (attribute === "hidden") this.#hides = true;
    else if (attribute === "href") this.#hasTarget = true;
    else {
      this.#attribute = attribute;
      this.#value = "";
    }
  }
  onattribdata(start: number, end: number): void {
    if (this.#attribute !== "") this.#value += this.#html.slice(start, end);
  }
  onattribentity(codepoint: number): void {
    if (this.#attribute !== "") this.#value += String.fromCodePoint(codepoint);
  }
  onattribend(): void {
    switch (this.#attribute) {
      case "class":
        this.#class = this.#value;
        if (HIDDEN_CLASS.test(this.#value)) this.#hides = true;
        else if (this.#withQuote && QUOTE_CLASS.test(this.#value)) this.#hides = true;
        break;
      case "rel":
        this.#rel = this.#value;
        break;
      case "alt":
        this.#alt = this.#value;
        break;
      case "display":
        this.#isBlockMath = this.#value.trim().toLowerCase() === "block";
    }
  }

  onopentagend(): void {
    const { name, bits } = this.#element;
    // A block cannot stand in a span or a paragraph: the one that was left open ends here.
    if ((bits & BLOCK) !== 0) this.#endHiddenLine();
    if ((bits & RUBY) !== 0) this.#endHiddenRuby();
    if (this.#depth > 0) {
      if (name === this.#hiddenBy) this.#depth++;
      return;
    }
    this.#afterPre = false;
    if ((bits & BLOCK) !== 0) {
      this.#breakLine();
      this.#math = undefined;
    }
    if (this.#hides) {
      if ((bits & VOID) !== 0) return;
      this.#hiddenBy = name;
      this.#depth = 1;
    } else if (bits > BLOCK) this.#open(bits);
  }
  /** HTML ignores the slash: `<p/>` opens a paragraph. */
  onselfclosingtag(): void {
    this.onopentagend();
  }

  #open(bits: number): void {
    if ((bits & CODE) !== 0 && this.#codeStart < 0) this.#codeStart = this.#text.length;
    if ((bits & ANCHOR) !== 0) {
      this.#endLink();
      if (this.#isLink()) this.#linkStart = this.#text.length;
    } else if ((bits & BREAK) !== 0) {
      this.#append("\n");
      this.#blank = false;
    } else if ((bits & IMAGE) !== 0) this.#addImage();
    else if ((bits & CELL) !== 0) this.#blank = true;
    else if ((bits & PREFORMATTED) !== 0) {
      this.#preformatted++;
      this.#afterPre = true;
    } else if ((bits & MATH) !== 0) {
      this.#math = this.#isBlockMath ? "block" : "inline";
      if (this.#isBlockMath) this.#breakLine();
    }
  }

  onclosetag(start: number, end: number): void {
    const { name, bits } = elementOf(this.#html.slice(start, end));
    if ((bits & BLOCK) !== 0) this.#endHiddenLine();
    if ((bits & RUBY) !== 0) this.#endHiddenRuby();
    if (this.#depth > 0) {
      if (name === this.#hiddenBy) this.#depth--;
      return;
    }
    this.#afterPre = false;
    if ((bits & CODE) !== 0) this.#endCode();
    if ((bits & BLOCK) !== 0) this.#breakLine();
    // HTML reads `</br>` as `<br>`.
    if ((bits & BREAK) !== 0) this.#open(bits);
    else if ((bits & ANCHOR) !== 0) this.#endLink();
    else if ((bits & PREFORMATTED) !== 0) this.#preformatted = Math.max(0, this.#preformatted - 1);
    else if ((bits & MATH) !== 0) {
      if (this.#math === "block") this.#breakLine();
      this.#math = undefined;
    }
  }

  /** A span or a paragraph that hides what is in it ends where a block begins or ends. */
  #endHiddenLine(): void {
    if (this.#hiddenBy === "span" || this.#hiddenBy === "p" || this.#hiddenBy === "rp") {
      this.#depth = 0;
    }
  }

  /** The end tag of `<rp>` may be missing: the next part of the annotation ends it. */
  #endHiddenRuby(): void {
    if (this.#hiddenBy === "rp") this.#depth = 0;
  }

  /** Whether the anchor that was just opened is a link. Some servers put the `#` or `@` before the anchor. */
  #isLink(): boolean {
    return this.#hasTarget && !MENTION_CLASS.test(this.#class) && !TAG_REL.test(this.#rel) &&
      (this.#blank || this.#startsLine || this.#last !== NUMBER_SIGN && this.#last !== AT_SIGN);
  }

  #endLink(): void {
    if (this.#linkStart >= 0 && this.#text.length > this.#linkStart) {
      this.#links.push([this.#linkStart, this.#text.length]);
    }
    this.#linkStart = -1;
  }

  #endCode(): void {
    if (this.#codeStart >= 0 && this.#text.length > this.#codeStart) {
      this.#code.push([this.#codeStart, this.#text.length]);
    }
    this.#codeStart = -1;
  }

  /** An image stands apart from the words around it. */
  #addImage(): void {
    this.#blank = true;
    if (this.#alt === "") return;
    this.#addCollapsed(this.#hasNul ? this.#alt.replaceAll("\0", "") : this.#alt);
    this.#blank = true;
  }

  #add(text: string): void {
    if (this.#preformatted > 0) this.#addPreformatted(text);
    else this.#addCollapsed(text);
  }

  #addPreformatted(text: string): void {
    const lines = text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
    this.#append(this.#afterPre && lines.startsWith("\n") ? lines.slice(1) : lines);
    this.#afterPre = false;
  }

  #addCollapsed(text: string): void {
    let start = 0;
    let end = text.length;
    while (start < end && isBlank(text.charCodeAt(start))) start++;
    if (start === end) {
      // Between the elements of a formula the source may be indented.
      if (end > 0 && this.#math === undefined) this.#blank = true;
      return;
    }
    while (isBlank(text.charCodeAt(end - 1))) end--;
    if ((this.#blank || start > 0) && !this.#startsLine) {
      // The blank before a link is not part of it.
      if (this.#linkStart === this.#text.length) this.#linkStart++;
      this.#text += " ";
    }
    this.#blank = end < text.length;
    const words = end - start === text.length ? text : text.slice(start, end);
    this.#text += this.#hasRun ? words.replaceAll(RUN, " ") : words;
    this.#startsLine = false;
    this.#last = text.charCodeAt(end - 1);
  }

  #append(text: string): void {
    if (text === "") return;
    this.#text += text;
    this.#startsLine = text.endsWith("\n");
  }

  #breakLine(): void {
    this.#blank = false;
    if (this.#startsLine) return;
    this.#text += "\n";
    this.#startsLine = true;
  }
}

/** Attributes that are read. */
const ATTRIBUTES = new Map(
  ["alt", "class", "display", "hidden", "href", "rel"].map((name) => [name, name]),
);

function elementOf(written: string): Element {
  const known = ELEMENTS.get(written);
  if (known !== undefined) return known;
  const name = written.toLowerCase();
  return ELEMENTS.get(name) ?? { name, bits: 0 };
}

/** White space that CSS collapses; a form feed and blanks that are not ASCII stay. */
const RUN = /[\t\n\r][ \t\n\r]*| [ \t\n\r]+/g;
const HAS_BREAK = /[\t\n\r]/;
const [NUMBER_SIGN, AT_SIGN] = [35, 64];

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}
