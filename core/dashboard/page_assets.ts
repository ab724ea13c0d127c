import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { LocaleCode } from "./page_protocol.ts";

/** A file of the page in each encoding that a client may accept. */
export interface Asset {
  readonly contentType: string;
  readonly etag: string;
  readonly plain: Uint8Array;
  gzip?: Uint8Array;
  brotli?: Uint8Array;
}

/** The built page (`reports/built_page.ts`). */
export interface BuiltPage {
  readonly script: string;
  readonly style: string;
  /** HTML, in each language. */
  readonly english: string;
  readonly french: string;
  /** SVG. */
  readonly icon: string;
  readonly licences: string;
}

const JAVASCRIPT = "text/javascript; charset=utf-8";
const HTML = "text/html; charset=utf-8";

/** The page's files by path; the document itself by `index.en` and `index.fr`. */
export class PageAssets {
  readonly #assets: ReadonlyMap<string, Asset>;

  constructor(page: BuiltPage) {
    this.#assets = new Map([
      ["/app.js", asset(page.script, JAVASCRIPT)],
      ["/app.css", asset(page.style, "text/css; charset=utf-8")],
      ["index.en", asset(page.english, HTML)],
      ["index.fr", asset(page.french, HTML)],
      ["/icon.svg", asset(page.icon, "image/svg+xml")],
      ["/licenses.txt", asset(page.licences, "text/plain; charset=utf-8")],
    ]);
  }

  get(path: string): Asset | undefined {
    return this.#assets.get(path);
  }

  /**
   * Compresses every file once. Gzip comes first because it is fast and all browsers accept it; they accept brotli only
   * from localhost or over TLS, and it costs more CPU time.
   */
  async compress(): Promise<void> {
    const files = [...this.#assets.values()];
    for (const file of files) {
      file.gzip = new Uint8Array(await promisify(gzip)(file.plain, { level: 9 }));
    }
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    for (const file of files) {
      file.brotli = new Uint8Array(await promisify(brotliCompress)(file.plain, { params }));
    }
  }
}

/** The language to show the page in: that of the URL, else the configured one, else the browser's. */
export function pageLocale(
  asked: string | null,
  configured: LocaleCode | undefined,
  accepted: string | null,
): LocaleCode {
  if (asked === "en" || asked === "fr") return asked;
  if (configured !== undefined) return configured;
  const first = /\b(en|fr)\b/.exec((accepted ?? "").toLowerCase())?.[1];
  return first === "fr" ? "fr" : "en";
}

function asset(text: string, contentType: string): Asset {
  const plain = new TextEncoder().encode(text);
  const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`;
  return { contentType, etag, plain };
}
