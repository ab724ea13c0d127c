import { rowOf, type VariableName } from "../core/config/variables.ts";

/** Files that the values of variables name. */
export interface ValueFiles {
  readonly missing: string;
  readonly folder: string;
  readonly empty: string;
  /** Two lines of text, no PEM. */
  readonly lines: string;
  /** The PEM of a certificate. */
  readonly certificate: string;
  /** The PEM of a private key. */
  readonly key: string;
  /** One line. */
  readonly secret: string;
}

/** In every value of a secret below: it must show in no message. */
export const SECRET = "s3cret";

const CONTROL = [`${SECRET}\nb`, `a\u001b[31m${SECRET}`];

/** For each kind of value, those that are wrong: what no variable of the kind can mean. */
export function wrongValues(name: VariableName, files: ValueFiles): readonly string[] {
  const row = rowOf(name);
  switch (row.type) {
    case "text":
    case "list":
    case "secret":
      return CONTROL;
    case "token":
      return [
        ...CONTROL,
        `${SECRET} of two words`,
        `${SECRET}-naïve-and-long-enough`,
        ...(row.minLength === undefined ? [] : ["x", SECRET]),
      ];
    case "number":
      return [
        ...["many", "1,5", "0x10", "NaN", "Infinity", "1e999", "5 posts", "٣", "--1"],
        String(row.min - 1),
        String(row.max + 1),
        ...(row.integer === true ? [String(row.min + 0.5)] : []),
      ];
    case "duration":
      return [
        ...["soon", "-1s", "1w", "1,5s", "5 minutes", "9999999d", "1e3"],
        ...((row.minMs ?? 1) > 0 ? ["0", "0s"] : []),
      ];
    case "choice":
      return ["maybe", "1", `${row.choices[0]},${row.choices[0]}`];
    case "file":
      return [
        files.missing,
        files.folder,
        ...(row.holds === "certificate" ? [files.empty, files.lines, files.key] : []),
        ...(row.holds === "key" ? [files.empty, files.lines, files.certificate] : []),
        ...(row.holds === "secret" ? [files.empty, files.lines] : []),
      ];
    case "path":
      // A file is no folder for a model or for state, and data is no folder.
      return [name === "DATA_PATH" ? files.folder : files.secret, `${files.secret}/in/a/file`];
    case "topic":
      return ["a b", "a/b", "a,b", "..", "é", "x".repeat(250)];
    case "proxy":
      return [
        ...["socks5://h:1080", "http://h/path", "http://h:99999", "http://h:0", "http://", "a b"],
        ...["nonsense", "ana@proxy", ":3128", "http:h:3128", "//h:3128"],
        ...[`http://ana:${SECRET}@h:99999`, `ftp://ana:${SECRET}@h`, `ana:${SECRET}@h`],
        ...[`http://ana:${SECRET}%@h:3128`, `http://a%ffna:${SECRET}@h:3128`],
      ];
    case "webhook":
      return ["chat.example", "ftp://h", "https://", `https://ana:${SECRET}@h/x`];
    case "hosts":
      return ["https://a.example", "a.example/x", "a b", "a.example:80", "*.example", "-a"];
    case "hours":
      return ["night", "22", "22:00", "25:00-07:00", "22:00-22:00", "22:60-07:00"];
    case "host":
      return [
        ...["0.0.0.0:80", "http://127.0.0.1", "a b", "host_", "-"],
        // Of a network for examples, and a name that has no address: none of this machine's.
        ...["203.0.113.7", "no-such-host.invalid"],
      ];
    case "server":
      return [
        ...["mastodon.example", "ftp://mastodon.example", "https://", "https://h:99999"],
        ...[`https://ana:${SECRET}@h`, "https://h/@ana", "https://h/?a=1", "https://h/#a"],
      ];
    case "stream":
      return ["pubic", "public:", "hashtag:", "hashtag:#", "list:", "user:ana"];
    case "instance":
      return ["https://h/@ana", "a b", "ana@h", "ftp://h", "h?a=1"];
    case "brokers":
      return [
        ...["kafka", "kafka://a", "a:", "a:0", "a:99999", "a:b", ",", "a:1,b", "a b:1"],
        `ana:${SECRET}@a:9092`,
      ];
    case "database":
      return [
        ...["h", `mysql://ana:${SECRET}@h/d`, "postgres://h/d", "postgres://"],
        `postgres://ana:${SECRET}@h:99999/d`,
        `postgres://ana:${SECRET}@h:0/d`,
        `postgres://ana:sec%ret@h/d`,
        `postgres://ana:${SECRET}@h/d?sslmode=maybe`,
        `postgres://ana:${SECRET}@h/d?sslmodes=require`,
        `postgres://ana:${SECRET}@h/d?prepare=maybe`,
        `postgres://ana:${SECRET}@h/d?target_session_attrs=standby`,
        `postgres://ana:${SECRET}@h/d?sslmode=require&sslmode=require`,
        `postgres://ana:${SECRET}@h/d?sslmode=disable&target_session_attrs=any&sslmode=require`,
        `postgres://ana@h/d?password=${SECRET}&password=${SECRET}`,
        `postgres://ana:${SECRET}@h/d?password=${SECRET}`,
        `postgres://ana:${SECRET}@h/d?user=ana`,
        `postgres://ana:${SECRET}@h/d?ssl=true&sslmode=disable`,
        `postgres://ana:${SECRET}@h/d?ssl=on`,
        `postgres://ana:${SECRET}@h/d?ssl=`,
        `postgres://ana:${SECRET}@h/d?sslmode=`,
        `postgres://ana:${SECRET}@h/d?sslrootcert=`,
        `postgres://ana:${SECRET}@h:1,b:x/d`,
        `postgres://ana:${SECRET}@h:1,/d`,
        `postgres://ana:${SECRET}@h/d#x`,
        `postgres://ana:${SECRET}@h/d?sslrootcert=${files.missing}`,
      ];
    case "languages":
      return ["not a tag", "en,français", "en;fr"];
    default:
      return row satisfies never;
  }
}

/** A right value of a variable, which makes another one mean something. */
export function rightValue(name: string, files: ValueFiles): string {
  switch (name) {
    case "ALERT_WEBHOOK":
      return "https://chat.example/hook";
    case "KAFKA_BOOTSTRAP":
      return "127.0.0.1:9";
    case "PG_URL":
      return "postgres://ana@127.0.0.1:9/d";
    case "KAFKA_TLS_CERT":
      return files.certificate;
    case "KAFKA_TLS_KEY":
      return files.key;
    case "KAFKA_SASL_USERNAME":
      return "ana";
    case "KAFKA_SASL_PASSWORD":
      return "right";
    default:
      throw new Error(`Cannot say what a right value of ${name} is: add it here`);
  }
}
