import type postgres from "postgres";

/** As in `connect.ts`, which imports this file. */
type Sql = postgres.Sql<{ bigint: bigint }>;

/** A query of postgres.js: one of its promises that is not sent before someone waits for it. */
type Query = Promise<unknown> & { describeFirst?: boolean };

/** A property of each client of {@linkcode pooledClient}, also seen through proxies around it. */
const POOLED = Symbol("pooled");

/** Whether this client, or the client of this transaction, is one of {@linkcode pooledClient}. */
export function isPooled(sql: Sql): boolean {
  return Reflect.get(sql, POOLED) === true;
}

/**
 * Makes a client fit for a pooler that gives out a server's session for one transaction at a time (pgbouncer in transaction
 * mode):
 *
 * - The settings of a session belong to whoever gets it next, so they are set for each transaction instead. A statement
 *   outside of a transaction has those of the role.
 * - A statement that was prepared is not there in the next session. So none has a name. postgres.js would then ask for the
 *   types of parameters and wait for the answer before each statement; it is kept from that, and sends statements one behind
 *   another as it does without a pooler. Parameters must therefore be texts, numbers, booleans, dates or null, with a cast
 *   in the statement.
 * - A notification never arrives; `listen` does nothing.
 */
export function pooledClient(sql: Sql, settings: Readonly<Record<string, string>>): Sql {
  const setting = Object.entries(settings)
    .map(([name, value]) => `set_config('${name}', '${value.replaceAll("'", "''")}', true)`)
    .join(", ");
  // The server may be older than this setting.
  const statements = `select ${setting}; ` +
    "select set_config('transaction_timeout', '0', true) where current_setting('transaction_timeout', true) is not null";

  const wrap = (client: Sql): Sql =>
    new Proxy(client, {
      apply(target, self, parts) {
        const opening = openingOf(parts[0]);
        if (opening !== undefined) return target.unsafe(`${opening}; ${statements}`);
        return sentAtOnce(Reflect.apply(target, self, parts));
      },
      get(target, name) {
        switch (name) {
          case POOLED:
            return true;
          case "unsafe":
            return (...parts: Parameters<Sql["unsafe"]>) => sentAtOnce(target.unsafe(...parts));
          case "begin":
            return (...given: readonly unknown[]) => {
              const [options, work] = given.length === 1 ? ["", given[0]] : given;
              const begin = target.begin.bind(target) as unknown as (
                options: string,
                work: (scope: Sql) => unknown,
              ) => Promise<unknown>;
              return begin(isolated(String(options)), (scope) => {
                const set = scope.unsafe(statements).execute();
                set.catch(() => {});
                return (work as (scope: Sql) => unknown)(wrap(scope));
              });
            };
          case "reserve":
            return async () => wrap(await target.reserve() as unknown as Sql);
          case "listen":
            return (_channel: string, _heard: () => void, listening?: () => void) => {
              listening?.();
              return Promise.resolve({ unlisten: () => Promise.resolve() });
            };
          default:
            return Reflect.get(target, name);
        }
      },
    });
  return wrap(sql);
}

/** The statement that begins a transaction, if this is one: a pooler's session may have another isolation level. */
function openingOf(strings: unknown): string | undefined {
  if (!Array.isArray(strings) || strings.length !== 1) return undefined;
  const text = String(strings[0]).trim();
  return /^begin\b/i.test(text) ? `begin ${isolated(text.slice("begin".length))}` : undefined;
}

function isolated(options: string): string {
  return /isolation level/i.test(options) ? options : `isolation level read committed ${options}`;
}

/** Keeps postgres.js 3.4.9 from asking for the types of a query's parameters, which its connection does by this property. */
function sentAtOnce<T>(query: T): T {
  if (query instanceof Promise) {
    Object.defineProperty(query as unknown as Query, "describeFirst", {
      get: () => false,
      set: () => {},
    });
  }
  return query;
}
