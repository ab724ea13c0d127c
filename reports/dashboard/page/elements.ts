/** Creates an element with attributes and children; a string becomes a text node, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The element of the page with an id. */
export function byId<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new TypeError(`Cannot find #${id} in the page`);
  return found;
}

/** Sets a text only if it differs: screen readers and the browser process each assignment. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

const SVG = "http://www.w3.org/2000/svg";

/** A colour sample for a legend. As SVG, since the page's content security policy forbids style attributes. */
export function swatch(colour: string, outlined = false): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const box = document.createElementNS(SVG, "rect");
  const attributes = { x: 0.5, y: 0.5, width: 12, height: 12, rx: 2, fill: colour, stroke: colour };
  for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, String(value));
  box.setAttribute("fill-opacity", outlined ? "0.4" : "1");
  svg.setAttribute("viewBox", "0 0 13 13");
  svg.setAttribute("class", "swatch");
  svg.setAttribute("aria-hidden", "true");
  svg.append(box);
  return svg;
}
