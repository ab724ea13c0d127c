/** A rule of docs/invariants.md: the file that keeps it, and the test that must fail without it. */
export interface Rule {
  readonly name: string;
  readonly path: string;
  readonly test: string;
  /** Part of the test's name. */
  readonly testName: string;
}

/** Reads the table of docs/invariants.md. */
export function rulesIn(markdown: string): Rule[] {
  const row = /^\| \*\*(.+?)\*\*.*\| +`([^`]+)` +\| `([^`]+)`: "([^"]+)" +\|$/gm;
  return [...markdown.matchAll(row)].map(([, name = "", path = "", test = "", testName = ""]) => ({
    name,
    path,
    test,
    testName,
  }));
}

/** How to break a rule in the file that keeps it. */
export interface Break {
  /** Once in the file. */
  readonly code: string;
  readonly replacement: string;
}

/** By the names of the rules. */
export const BREAKS: Readonly<Record<string, Break>> = {
  "All of it": {
    code: "    scores,\n    sealedBefore,",
    replacement: "    scores: new Map(),\n    sealedBefore,",
  },
  "Identity": { code: "/^(0|[1-9][0-9]*)$/", replacement: "/^[0-9]+$/" },
  "A clash is detected": { code: "!sameStatus(holder, status)", replacement: "false" },
  "A stated instance": {
    code: "return instance === undefined ?",
    replacement: "return false ?",
  },
  "Version order is not arrival order": {
    code: "compare(a.recordedOffset, b.recordedOffset) ||",
    replacement: "",
  },
  "Counters are the maximum seen": {
    code: "const uri = larger(a.uri, b.uri);",
    replacement: "const uri = winner.uri;",
  },
  "Fold first": { code: "mergeVersions(status.post, post)", replacement: "post" },
  "Tombstones": {
    code: "if (inserted.length > 0) checks.push(refuseTombstoned(sql, inserted));",
    replacement: "",
  },
  "A refused edit takes back its version and all before it": {
    code: "if (editedAt !== upTo) return editedAt < upTo;",
    replacement: "if (editedAt !== upTo) return true;",
  },
  "A server's delete is for good": {
    code: "return a.upTo > b.upTo ? a : b;",
    replacement: "return a.upTo < b.upTo ? a : b;",
  },
  "Retract what was there": { code: "\n     for update`;", replacement: "`;" },
  "Lock order": {
    code: ".sort((a, b) => a.minute - b.minute || (a.username < b.username ? -1 : 1))",
    replacement: "",
  },
  "The short way equals the long way": {
    code: "JSON.stringify(plan.windows.users())",
    replacement: "JSON.stringify([])",
  },
  "Exact sums": { code: "sign * score.probPos", replacement: "sign * score.probPos / 3" },
  "A score applies to the version of the text that it was made from": {
    code: "if (moved.size > 0 && moved.has(post.id)) continue;",
    replacement: "",
  },
  "The database has the position": {
    code: "return { nextOffset: next, last, lost: 0 };",
    replacement: "return { nextOffset: high, last: null, lost: 0 };",
  },
  "A topic that was made anew is noticed": {
    code: "if (next > high) throw topicMadeAnew",
    replacement: "if (false) throw topicMadeAnew",
  },
  "Records lost to retention are a gap in the ledger": {
    code: "insert into masto.retention_gaps (",
    replacement: "insert into masto.retention_gaps_of_others (",
  },
  "A record means the same whoever wrote it": {
    code: "key = key * 256 + bytes[at]!",
    replacement: "key = key * 2 + bytes[at]!",
  },
  "A damaged batch is not passed over": {
    code: "requireCrc(batch.readUInt32BE(CRC) === crc32c(batch, ATTRIBUTES));",
    replacement: "",
  },
  "After a COMMIT whose answer was lost the stored offset decides": {
    code: "if (nextOffset <= stored.nextOffset) {",
    replacement: "if (false) {",
  },
  "A machine that vanishes holds no partition for long": {
    code: "statementTimeoutMs: this.#options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,",
    replacement: "",
  },
  "Windows": { code: "Math.floor(time / WINDOW_MS)", replacement: "Math.trunc(time / WINDOW_MS)" },
  "A partition's watermark": { code: "Math.max(watermark, seen)", replacement: "seen" },
  "Late is decided by the partition's own watermark": {
    code: "* WINDOW_MS <= watermark",
    replacement: "* WINDOW_MS < watermark",
  },
  "Final is decided by the database's clock": {
    code: "greatest(max(watermark), ${bound} - ${hold})",
    replacement: "greatest(max(watermark), ${bound})",
  },
  "A time that cannot be true is refused": {
    code: "eventTime >= EARLIEST &&",
    replacement: "",
  },
  "What was derived by an earlier rule is counted anew": {
    code: "windows.retract({ post: stored, late, score });",
    replacement: "",
  },
  "The sealed past stays as it is": {
    code: "return sealedBefore !== null && createdAt < sealedBefore;",
    replacement: "return false;",
  },
  "A purge is for good": {
    code: "windows.retract({ post, late, score: scores.get(post.id) ?? null });",
    replacement: "",
  },
  "Consent is asked before anything leaves the process": {
    code: 'if (refused !== undefined) return refuse("consent", refused);',
    replacement: "",
  },
  "Order through an outage": {
    code: "if (!this.#spooling || !this.#backlog.pushToDisk(record))",
    replacement: "if (Date.now() % 2 === 0 || !this.#backlog.pushToDisk(record))",
  },
  "Damage in the spool costs what it touches": {
    code: "writeFileAtomicallySync(path, cutOut(bytes, whole));",
    replacement: "writeFileAtomicallySync(path, cutOut(bytes, whole.slice(0, 1)));",
  },
  "What nothing covers is not collected": {
    code: "set covered = c.covered + excluded.covered",
    replacement: "set covered = excluded.covered",
  },
  "Coverage ends at a ping that was answered": {
    code: "waiting.push({ readUpTo: pingedAt });",
    replacement: "waiting.push({ readUpTo: Date.now() });",
  },
  "A gap is read to its end": {
    code: "!(lowest <= gap.since)",
    replacement: "false",
  },
  "What is read again comes once": {
    code: "parsed.backfilled !== true && isLate(",
    replacement: "isLate(",
  },
  "A missing post is taken back only with proof": {
    code: "if (found.get(post.id) !== null) continue;",
    replacement: "",
  },
  "What is lost on an open connection is found": {
    code: "if (heard.version(id) !== undefined) continue;",
    replacement: "continue;",
  },
  "A position is never too new": {
    code: "each.after <= outbox.settled",
    replacement: "true",
  },
  "A gap holds the watermark": {
    code: "${bound}, (select until from ${covered} c) - ${behind})",
    replacement: "${bound})",
  },
  "A stream that nobody reads any more holds nothing": {
    code: " and (e.ended_at is null or e.ended_at <= lower(hole))",
    replacement: "",
  },
  "The `batch_*` tables come from one snapshot": {
    code: '"isolation level repeatable read",',
    replacement: '"isolation level read committed",',
  },
};
