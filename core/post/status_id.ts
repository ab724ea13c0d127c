/** A key must fit into a page of an index; real ids are far shorter. */
const ID_MAX = 500;
/** Snowflakes, ULIDs, UUIDs, addresses: no white space, quotation marks, brackets or control characters. */
const PLAUSIBLE = new RegExp(String.raw`^[^\s"'${"`"}\\{}\[\](),<>\p{C}]{1,${ID_MAX}}$`, "u");
/** Texts that programs write in place of a missing id. */
const NO_IDS = new Set(["null", "undefined", "true", "false", "NaN", "None"]);

/**
 * The id of a status, however it is wrapped: as a string, a number, an object with an `id`, or any of them as JSON in a
 * string, to any depth; white space around it does not count. Undefined where nothing in it can be an id.
 */
export function statusIdOf(value: unknown): string | undefined {
  // Each turn goes one level deeper, into a shorter text or an object of its own.
  for (let inner = value;;) {
    if (typeof inner === "number") {
      return Number.isSafeInteger(inner) && inner >= 0 ? String(inner) : undefined;
    } else if (typeof inner === "string") {
      const text = inner.trim();
      if (PLAUSIBLE.test(text)) return NO_IDS.has(text) ? undefined : text;
      inner = parseExactly(text);
      // Digits that are too many for an id are the same text again.
      if (inner === text) return undefined;
    } else if (isObject(inner)) inner = inner["id"];
    else return undefined;
  }
}

/** Whether an id is a number that JavaScript has rounded: only the text says which one it was. */
export function isRoundedId(value: unknown): boolean {
  let inner = value;
  while (isObject(inner)) inner = inner["id"];
  return typeof inner === "number" && !Number.isSafeInteger(inner);
}

/**
 * As `JSON.parse`, but integers that JavaScript would round stay the text that they are. Undefined where the text is
 * not JSON, or is nested too deep.
 */
export function parseExactly(text: string): unknown {
  try {
    return JSON.parse(text, (_name, value: unknown, context?: { readonly source?: string }) => {
      const isRounded = typeof value === "number" && !Number.isSafeInteger(value);
      return isRounded && /^\d+$/.test(context?.source ?? "") ? context?.source : value;
    });
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
