/** Compares the text that Trunkline makes of HTML with the text that a real browser shows. */

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Page } from "puppeteer-core";
import { startBrowser } from "../testing/browser.ts";
import { htmlToText } from "../core/post/html_to_text.ts";

const OPTIONS = { sanitizeOps: false, sanitizeResources: false };

/**
 * `innerText` without what comes from style only: a blank line between paragraphs, a tab between cells, and a second line
 * break where a line that ends with `<br>`, or in `<pre>` with a newline, is the last one of its block.
 */
async function shownTexts(page: Page, htmls: readonly string[]): Promise<string[]> {
  const shown = await page.evaluate(`(${SHOWN_TEXTS})(${JSON.stringify(htmls)})`);
  return shown as string[];
}

/** Runs in the page. */
const SHOWN_TEXTS = String.raw`(htmls) => {
  const MARK = "\ue000";
  const display = (node) => getComputedStyle(node).display;
  const isBlock = (node) => /^(block|list-item|flow-root|table)/.test(display(node));
  // Whether nothing is shown between a line break and the next edge of a block.
  const isLast = (br, root) => {
    for (let node = br;;) {
      while (node.nextSibling === null) {
        node = node.parentNode;
        if (node === root || isBlock(node)) return true;
      }
      node = node.nextSibling;
      while (node.nodeType === Node.ELEMENT_NODE && display(node) !== "none") {
        if (isBlock(node)) return true;
        if (node.tagName === "BR") return false;
        if (node.firstChild === null) break;
        node = node.firstChild;
      }
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const keeps = node.parentElement.closest("pre") !== null;
      if (keeps ? node.data !== "" : /[^ \t\r\n]/.test(node.data)) return false;
    }
  };
  return htmls.map((html) => {
    document.body.innerHTML = "<style>.invisible{display:none}</style><div></div>";
    const root = document.body.lastElementChild;
    root.innerHTML = html;
    for (const image of root.querySelectorAll("img")) image.replaceWith(" " + image.alt + " ");
    const last = [...root.querySelectorAll("br")].filter((br) => isLast(br, root));
    for (const br of last) br.replaceWith(MARK);
    for (const pre of root.querySelectorAll("pre")) {
      const end = pre.lastChild;
      if (end?.nodeType === Node.TEXT_NODE) end.data = end.data.replace(/\n$/, MARK);
    }
    for (const paragraph of root.querySelectorAll("p")) {
      const division = document.createElement("div");
      division.append(...paragraph.childNodes);
      paragraph.replaceWith(division);
    }
    return root.innerText.replaceAll(MARK, "");
  });
}`;

const space = fc.string({ unit: fc.constantFrom(" ", "\n", "\t"), maxLength: 3 });
const word = fc.constantFrom(
  "a",
  "bc",
  "é",
  "漢字",
  "😀",
  "&amp;",
  "x&#10;y",
  "&nbsp;",
  "&#32;",
  "한글",
);
// An empty row has no height, but is a line of `innerText`.
const cell = fc.constantFrom("a", "bc", "漢字", "x&#10;y", " d ");
const { inline, blocks } = fc.letrec<{ inline: string; block: string; blocks: string }>((tie) => ({
  inline: fc.array(
    fc.oneof(
      { maxDepth: 3 },
      word,
      space,
      fc.constantFrom(
        "<br>",
        "<br/>",
        "<!-- c -->",
        "<img alt='pic' src=''>",
        "<img src=''>",
      ),
      fc.tuple(fc.constantFrom("b", "i", "em", "code", "del", "s", "u", "sup"), tie("inline"))
        .map(([tag, inner]) => `<${tag}>${inner}</${tag}>`),
      tie("inline").map((inner) =>
        `<a href="https://x.example/">${inner.replaceAll(/<\/?a\b[^>]*>/g, "")}</a>`
      ),
      word.map((inner) => `<span class="invisible">${inner}</span>`),
      word.map((inner) => `<i hidden>${inner}</i>`),
    ),
    { maxLength: 5 },
  ).map((parts) => parts.join("")),
  block: fc.oneof(
    { maxDepth: 3 },
    tie("inline").map((inner) => `<p>${inner}</p>`),
    fc.tuple(fc.constantFrom("div", "blockquote", "h1", "section", "figure"), tie("blocks"))
      .map(([tag, inner]) => `<${tag}>${inner}</${tag}>`),
    fc.tuple(
      fc.constantFrom("ul", "ol"),
      fc.array(fc.tuple(space, tie("inline")), { maxLength: 3 }),
    )
      .map(([tag, items]) =>
        `<${tag}>${items.map(([gap, item]) => `${gap}<li>${item}</li>`).join("")}${"\n"}</${tag}>`
      ),
    fc.array(fc.tuple(space, cell, space, cell), { minLength: 1, maxLength: 3 })
      .map((rows) =>
        `<table>${
          rows.map(([a, b, c, d]) => `${a}<tr>${c}<td>${b}</td>${a}<td>${d}</td></tr>`).join("")
        }</table>`
      ),
    fc.array(fc.oneof(word, space, fc.constantFrom("<b>q</b>", "<br>")), { maxLength: 5 })
      .map((parts) => `<pre>${parts.join("")}</pre>`),
    fc.constantFrom("<hr>", "<script>s</script>", "<style>s{}</style>", "<template>t</template>"),
  ),
  blocks: fc.array(fc.tuple(space, fc.oneof({ maxDepth: 3 }, tie("block"), tie("inline")), space), {
    maxLength: 4,
  }).map((parts) => parts.flat().join("")),
}));

/** Removes tabs between cells, and white space at the edges of lines, which is invisible. */
const lines = (text: string) =>
  text.replaceAll("\t", " ").split("\n").map((line) => line.trim()).join("\n").trim();

Deno.test({
  name: "a browser shows the text that we make of HTML, whatever its white space is",
  ...OPTIONS,
  async fn() {
    await using browser = await startBrowser();
    const { page } = await browser.open();
    await page.setContent("<!doctype html><body></body>");
    const samples = [
      ...fc.sample(blocks, { numRuns: 3_000, seed: 20261129 }),
      ...fc.sample(inline, { numRuns: 1_000, seed: 20261129 }),
    ];
    const shown = await shownTexts(page, samples);
    for (const [at, html] of samples.entries()) {
      assert.equal(lines(htmlToText(html)), lines(shown[at]!), JSON.stringify(html));
    }
    const filled = shown.filter((text) => text.trim().includes("\n")).length;
    assert.ok(filled > 1_000, `${filled} texts have several lines`);
  },
});

Deno.test({
  name: "a browser shows a formula once, and nothing of what it could not show otherwise",
  ...OPTIONS,
  async fn() {
    await using browser = await startBrowser();
    const { page } = await browser.open();
    await page.setContent("<!doctype html><body></body>");
    const samples = [
      "<p>a <math>\n<semantics>\n<mrow>\n<mi>xy</mi>\n</mrow>\n<annotation encoding='application/x-tex'>q</annotation>" +
      "<annotation-xml encoding='MathML-Content'><ci>r</ci></annotation-xml></semantics></math> b</p>",
      "a<audio>b</audio><video>c</video><canvas>d</canvas><object>e</object><noscript>f</noscript>g",
      "<ruby>漢字<rp>(</rp><rt>kanji</rt><rp>)</rp></ruby> b",
      "<p><ruby>漢<rp>(<rt>k<rp>)<rt>l</ruby> b</p><p>c</p>",
      "a<textarea>c</textarea><datalist><option>d</datalist><template>e</template>f",
    ];
    const shown = await shownTexts(page, samples);
    // A browser adds line breaks between the parts of a formula.
    const words = (text: string) => text.replaceAll(/\s/g, "");
    for (const [at, html] of samples.entries()) {
      assert.equal(words(htmlToText(html)), words(shown[at]!), html);
    }
  },
});
