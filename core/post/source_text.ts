import { Tokenizer } from "htmlparser2";

/** Elements that begin and end a line. */
const BLOCKS = new Set(
  ("address article aside blockquote dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 " +
    "h5 h6 header hr li main nav ol p pre section summary table tr ul").split(" "),
);
/** Elements whose content is not shown. */
const UNSEEN = new Set(
  "head iframe noembed noframes object script style svg template textarea title".split(" "),
);
/** A cell apart from the one before it. */
const CELLS = new Set(["td", "th"]);
/** Mastodon shortens a link with two spans of this class: the scheme, and the end of a long path. */
const HIDDEN_CLASS = /(?:^|\s)invisible(?:\s|$)/;

/**
 * The text that records of schema 1 carry: white space of the source counts, and a formula appears in each notation. It
 * is used only to recognize stored rows with such a text; all new texts are made by `html_to_text.ts`.
 */
export function sourceText(html: string): string {
  if (!html.includes("<") && !html.includes("&")) return clean(html);
  const reader = new TextReader(html);
  const tokenizer = new Tokenizer({ decodeEntities: true }, reader);
  tokenizer.write(html);
  tokenizer.end();
  return clean(reader.text);
}

function clean(text: string): string {
  return (text.includes("\0") ? text.replaceAll("\0", "") : text).trim();
}

/** Gathers the text that the tokenizer finds. All indexes are into `html`. */
class TextReader {
  text = "";
  #endsLine = true;
  #tag = "";
  #attribute = "";
  #value = "";
  #hides = false;
  /** The element that hides what is being read, and how many of its name are open inside it. */
  #hiddenBy = "";
  #depth = 0;
  readonly #html: string;

  constructor(html: string) {
    this.#html = html;
  }

  ontext(start: number, end: number): void {
    if (this.#depth === 0) this.#add(this.#html.slice(start, end));
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
    this.#tag = this.#html.slice(start, end).toLowerCase();
    this.#hides = UNSEEN.has(this.#tag);
  }
  onattribname(start: number, end: number): void {
    this.#attribute = this.#html.slice(start, end).toLowerCase();
    this.#value = "";
    if (this.#attribute === "hidden") this.#hides = true;
  }
  onattribdata(start: number, end: number): void {
    if (this.#attribute === "class") this.#value += this.#html.slice(start, end);
  }
  onattribentity(codepoint: number): void {
    if (this.#attribute === "class") this.#value += String.fromCodePoint(codepoint);
  }
  onattribend(): void {
    if (this.#attribute === "class" && HIDDEN_CLASS.test(this.#value)) this.#hides = true;
  }

  onopentagend(): void {
    const tag = this.#tag;
    const block = BLOCKS.has(tag);
    // A block cannot stand in a span: the span that was left open ends here, as in a browser.
    if (block && this.#hiddenBy === "span") this.#depth = 0;
    if (this.#depth > 0) {
      if (tag === this.#hiddenBy) this.#depth++;
      return;
    }
    if (block) this.#breakLine();
    else if (tag === "br") this.#add("\n");
    else if (CELLS.has(tag) && !this.#endsLine) this.#add(" ");
    if (this.#hides && !VOID.has(tag)) {
      this.#hiddenBy = tag;
      this.#depth = 1;
    }
  }
  /** HTML ignores the slash: `<p/>` opens a paragraph. */
  onselfclosingtag(): void {
    this.onopentagend();
  }

  onclosetag(start: number, end: number): void {
    const tag = this.#html.slice(start, end).toLowerCase();
    const block = BLOCKS.has(tag);
    if (block && this.#hiddenBy === "span") this.#depth = 0;
    if (this.#depth > 0) {
      if (tag === this.#hiddenBy) this.#depth--;
      return;
    }
    if (block) this.#breakLine();
  }

  #add(text: string): void {
    if (text === "") return;
    this.text += text;
    this.#endsLine = text.endsWith("\n");
  }
  #breakLine(): void {
    if (!this.#endsLine) this.#add("\n");
  }
}

/** Elements without an end tag, which can hide nothing but themselves. */
const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
