/**
 * Command line arguments in the shape of `jsr:@std/cli/parse-args`: this module stands where that one would, in the
 * import map, over npm's minimist, from which it derives.
 *
 * JSR cannot be reached from everywhere that Trunkline is built; npm can. The options that Trunkline uses behave as
 * there, which differs from minimist in four points: of a flag given twice the last counts unless it is in `collect`;
 * `--no-x` negates only what is in `negatable`; an empty list stands for a `collect` flag not given; `unknown` also
 * gets the flag's name.
 */
import minimist from "minimist";

type Names = string | readonly string[] | undefined;
type NameOf<T> = T extends readonly (infer N extends string)[] ? N : T extends string ? T : never;
type Lists<T, Collected, N> = N extends NameOf<Collected> ? T[] : T;
type Given<D> = D extends Readonly<Record<string, unknown>> ? keyof D : never;

/** Options of {@linkcode parseArgs}. */
export interface ParseOptions<
  B extends Names = Names,
  S extends Names = Names,
  C extends Names = Names,
  N extends Names = Names,
  D extends Readonly<Record<string, unknown>> | undefined = Readonly<Record<string, unknown>>,
> {
  /** Flags that take no value; false unless given. */
  readonly boolean?: B;
  /** Flags that take a value, which stays a string. */
  readonly string?: S;
  /** Flags that may be given several times and become a list. */
  readonly collect?: C;
  /** Flags that `--no-NAME` sets to false. */
  readonly negatable?: N;
  /** Values of flags that are not given. */
  readonly default?: D;
  /** Other names of a flag. */
  readonly alias?: Readonly<Record<string, string | readonly string[]>>;
  /** Stop at the first argument that is no flag; what follows is left in `_`. */
  readonly stopEarly?: boolean;
  /** Put what follows `--` under the key `--` and not under `_`. */
  readonly "--"?: boolean;
  /** Called with each argument that no option names; `false` leaves it out. */
  readonly unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** What {@linkcode parseArgs} returns: the flags by name, and the rest in `_`. */
export type Args<
  B extends Names = undefined,
  S extends Names = undefined,
  C extends Names = undefined,
  N extends Names = undefined,
  D extends Readonly<Record<string, unknown>> | undefined = undefined,
> =
  & { [K in NameOf<B>]: Lists<boolean, C, K> }
  & { [K in Exclude<NameOf<S>, NameOf<C> | Given<D>>]?: string | Negated<K, N> }
  & { [K in Extract<NameOf<S>, NameOf<C> | Given<D>>]: Lists<string, C, K> | Negated<K, N> }
  & { [K in Exclude<Given<D>, NameOf<B> | NameOf<S>>]: unknown }
  & { _: (string | number)[]; "--"?: string[] }
  & Record<string, unknown>;
type Negated<K, N> = K extends NameOf<N> ? false : never;

/** The flags and other arguments of a command line. Numbers stay strings where `string` names the flag. */
export function parseArgs<
  const B extends Names = undefined,
  const S extends Names = undefined,
  const C extends Names = undefined,
  const N extends Names = undefined,
  const D extends Readonly<Record<string, unknown>> | undefined = undefined,
>(args: readonly string[], options: ParseOptions<B, S, C, N, D> = {}): Args<B, S, C, N, D> {
  const aliases = new Aliases(options.alias ?? {});
  const collected = aliases.of(list(options.collect));
  const known = aliases.of([
    ...list(options.boolean),
    ...list(options.string),
    ...list(options.collect),
    ...list(options.negatable),
    ...Object.keys(options.default ?? {}),
    ...Object.keys(options.alias ?? {}),
  ]);
  const { rest, refused } = withoutUnknownNegations(
    args,
    known,
    aliases.of(list(options.negatable)),
  );

  const unknown = options.unknown;
  const accepts = (arg: string) => {
    const [, key, value] = /^--?([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (key !== undefined && known.has(key)) return true;
    return (key === undefined ? unknown?.(arg) : unknown?.(arg, key, value ?? true)) !== false;
  };

  const parsed: Record<string, unknown> & { _: (string | number)[]; "--"?: string[] } = minimist(
    rest,
    {
      string: [...list(options.string)],
      boolean: [...list(options.boolean)],
      // Aliases only: defaults are set below, since minimist would mix one into a list.
      alias: Object.fromEntries(
        Object.entries(options.alias ?? {}).map(([key, names]) => [key, [...list(names)]]),
      ),
      stopEarly: options.stopEarly ?? false,
      "--": options["--"] ?? false,
      ...(unknown === undefined ? {} : { unknown: accepts }),
    },
  );

  for (const key of refused) if (accepts(`--${key}`)) parsed[key] = true;
  for (const [key, value] of Object.entries(parsed)) {
    if (key === "_" || key === "--") continue;
    if (collected.has(key)) {
      parsed[key] = Array.isArray(value) ? value : value === false ? [] : [value];
    } else if (Array.isArray(value)) parsed[key] = value.at(-1);
  }
  for (const [key, value] of Object.entries(options.default ?? {})) {
    const names = aliases.of([key]);
    if (wasGiven(args, names)) continue;
    for (const name of names) parsed[name] = value;
  }
  for (const key of collected) parsed[key] ??= [];
  // minimist says `any`; the shape follows from the options, which Args reads.
  return parsed as Args<B, S, C, N, D>;
}

/** minimist negates any flag; here only some can be. Takes the others' `--no-x` out. */
function withoutUnknownNegations(
  args: readonly string[],
  known: ReadonlySet<string>,
  negatable: ReadonlySet<string>,
): { rest: string[]; refused: string[] } {
  const rest: string[] = [];
  const refused: string[] = [];
  let flags = true;
  for (const arg of args) {
    if (arg === "--") flags = false;
    const name = flags ? /^--no-([^=]+)$/s.exec(arg)?.[1] : undefined;
    if (name === undefined || negatable.has(name) || known.has(`no-${name}`)) rest.push(arg);
    else refused.push(`no-${name}`);
  }
  return { rest, refused };
}

function wasGiven(args: readonly string[], names: ReadonlySet<string>): boolean {
  const end = args.indexOf("--");
  const flags = end < 0 ? args : args.slice(0, end);
  return flags.some((arg) => {
    const long = /^--(?:no-)?([^=]+)/s.exec(arg)?.[1];
    const whole = /^--([^=]+)/s.exec(arg)?.[1];
    if (long !== undefined) return names.has(long) || (whole !== undefined && names.has(whole));
    const short = /^-([^-][^=]*)/s.exec(arg)?.[1];
    return short !== undefined && [...short].some((letter) => names.has(letter));
  });
}

/** Names that stand for the same flag. */
class Aliases {
  readonly #groups: ReadonlySet<string>[];

  constructor(alias: Readonly<Record<string, string | readonly string[]>>) {
    this.#groups = Object.entries(alias).map(([key, names]) => new Set([key, ...list(names)]));
  }

  /** The names with all that mean the same. */
  of(names: readonly string[]): Set<string> {
    const all = new Set(names);
    for (const group of this.#groups) {
      if ([...group].some((name) => all.has(name))) { for (const name of group) all.add(name); }
    }
    return all;
  }
}

function list(names: Names): readonly string[] {
  return names === undefined ? [] : typeof names === "string" ? [names] : names;
}
