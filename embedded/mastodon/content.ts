/** Separators of paragraphs and of lines in a post's plain text. */
const PARAGRAPH_BREAK = "\n";
const LINE_BREAK = "\n";

/** Characters of a link that Mastodon shows; the rest is in the HTML, but hidden. */
const LINK_SHOWN = 30;

/** Builds a post's HTML in Mastodon's format and, independently of it, its plain text. */
export class Content {
  #html = "<p>";
  #text = "";

  get html(): string {
    return `${this.#html}</p>`;
  }

  get text(): string {
    return this.#text;
  }

  /** Length of HTML and text together, in UTF-16 units. */
  get size(): number {
    return this.#html.length + this.#text.length;
  }

  words(text: string): this {
    this.#html += escapeHtml(text);
    this.#text += text;
    return this;
  }

  line(): this {
    this.#html += "<br />";
    this.#text += LINE_BREAK;
    return this;
  }

  paragraph(): this {
    this.#html += "</p><p>";
    this.#text += PARAGRAPH_BREAK;
    return this;
  }

  mention(username: string, url: string): this {
    this.#html +=
      `<span class="h-card" translate="no"><a href="${url}" class="u-url mention">@<span>${username}` +
      "</span></a></span>";
    this.#text += `@${username}`;
    return this;
  }

  hashtag(tag: string, url: string): this {
    this.#html += `<a href="${url}" class="mention hashtag" rel="tag">#<span>${tag}</span></a>`;
    this.#text += `#${tag}`;
    return this;
  }

  /** `rest` is the address without its `https://`. */
  link(rest: string): this {
    const shown = rest.slice(0, LINK_SHOWN);
    const cut = rest.length > LINK_SHOWN;
    this.#html +=
      `<a href="https://${
        escapeHtml(rest)
      }" target="_blank" rel="nofollow noopener" translate="no">` +
      `<span class="invisible">https://</span><span class="${cut ? "ellipsis" : ""}">${
        escapeHtml(shown)
      }</span>` +
      `<span class="invisible">${escapeHtml(rest.slice(LINK_SHOWN))}</span></a>`;
    this.#text += shown;
    return this;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c) : text;
}
