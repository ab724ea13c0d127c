/**
 * `parseArgs` of `jsr:@std/cli/parse-args`, over `node:util`. JSR cannot be reached from everywhere that Trunkline is
 * built: the import map's `@std/cli/parse-args` is the one place to change. Options have std's names and meaning.
 */
import { parseArgs as parseTokens } from "node:util";

/** Options of {@linkcode parseArgs}. */
export interface ParseOptions<S extends string, B extends string> {
  /** Flags that take a value, which stays a string (the last one counts); `_`: so do other arguments. */
  readonly string?: readonly S[];
  /** Flags that take no value; false unless given. */
  readonly boolean?: readonly B[];
  /** Other names of a flag; one of a single letter is written with one dash. */
  readonly alias?: Readonly<Record<string, string>>;
  /** Called with each argument that no option names; `false` leaves it out. */
  readonly unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** What {@linkcode parseArgs} returns: the flags by name, and the other arguments in `_`. */
export type Args<S extends string, B extends string> =
  & { readonly [K in S]?: string }
  & { readonly [K in B]: boolean }
  & { _: (string | number)[] }
  & Record<string, unknown>;

/** The flags and other arguments of a command line. */
export function parseArgs<const S extends string = never, const B extends string = never>(
  args: readonly string[],
  { string = [], boolean = [], alias = {}, unknown }: ParseOptions<S, B> = {},
): Args<S, B> {
  const takesValue = new Set<string>(string);
  const known = new Set<string>([...string, ...boolean]);
  const flagOf = new Map(Object.entries(alias).map(([flag, other]) => [other, flag]));
  // As in std, an argument that begins with a dash is no value of the flag before it.
  const separate = args.map((arg, i) =>
    takesValue.has(arg.slice(2)) && /^-./.test(args[i + 1] ?? "") ? `${arg}=` : arg
  );
  const { tokens } = parseTokens({
    args: separate,
    options: Object.fromEntries([...string].map((name) => [name, { type: "string" as const }])),
    strict: false,
    tokens: true,
  });
  const parsed: Record<string, unknown> & { _: (string | number)[] } = { _: [] };
  for (const name of boolean) parsed[name] = false;
  for (const token of tokens) {
    if (token.kind === "positional") {
      const { value } = token;
      const numeric = !takesValue.has("_") && value.trim() !== "" && !isNaN(Number(value));
      if (unknown?.(value) !== false) parsed._.push(numeric ? Number(value) : value);
    } else if (token.kind === "option") {
      const key = flagOf.get(token.name) ?? token.name;
      const value = takesValue.has(key) ? token.value ?? "" : token.value ?? true;
      const arg = token.value === undefined ? token.rawName : `${token.rawName}=${token.value}`;
      if (known.has(key) || unknown?.(arg, token.name, value) !== false) parsed[key] = value;
    }
  }
  return parsed as Args<S, B>; // whose shape the options state
}
