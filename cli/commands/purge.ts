import type { PurgeRule } from "../../core/apply/refusals.ts";
import { withStore } from "../../core/postgres/with_store.ts";
import { purge } from "../../core/purge/purge.ts";
import type { Command } from "../command.ts";
import { type Flags, usageError } from "../flags.ts";
import { count } from "../format.ts";
import { migrateStore } from "../pipeline.ts";
import { openServices, requireDatabase } from "../services.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "purge",
  summary: "forgets an account, a post or a server, for good",
  flags: {
    account: {
      value: "NAME",
      help: "name@host, or name for an account of the server that is read",
    },
    post: { value: "ID", help: "a status id as the server gave it, or the post's URI" },
    instance: { value: "HOST", help: "all accounts of a server" },
    json: { help: "print what was removed as JSON" },
  },
  examples: [
    [
      "purge --account ada@far.example",
      "their posts leave every table, and no new ones are stored",
    ],
    ["purge --instance far.example", "the same for a whole server"],
  ],
  run: (invocation) => {
    const { flags, terminal } = invocation;
    const rule = ruleOf(flags);
    return inSession(invocation, async (session) => {
      await requireDatabase(invocation.config);
      const { postgres } = await openServices(session, { postgres: true });
      await session.race(migrateStore(invocation, postgres));
      const purged = await session.race(
        withStore(
          postgres,
          "trunkline purge",
          (sql) => purge(sql, rule, { signal: invocation.interrupted }),
        ),
      );
      terminal.print(
        flags.has("json")
          ? JSON.stringify(purged)
          : `Forgot ${rule.kind} ${rule.value}: ${count(purged.posts)} posts left every table, ` +
            `${count(purged.deadLetters)} dead letters lost their payload. ` +
            "What still comes of it is refused; the batch_* tables follow at their next run",
      );
      return 0;
    }, { mustFinish: true });
  },
};

/** The rule that the flags ask for; each names one thing. */
function ruleOf(flags: Flags): PurgeRule {
  const rules = (["account", "post", "instance"] as const).flatMap((kind) => {
    const value = flags.text(kind)?.trim();
    return value === undefined ? [] : [{ kind, value }];
  });
  const [rule] = rules;
  if (rule === undefined || rules.length > 1) {
    throw usageError("purge needs one of --account NAME, --post ID and --instance HOST");
  }
  switch (rule.kind) {
    case "account":
      return { ...rule, value: rule.value.replace(/^@/, "") };
    case "instance": {
      const host = rule.value.toLowerCase();
      if (!/^[^\s/@:]+(:\d+)?$/.test(host)) {
        throw usageError(`--instance is "${rule.value}"; use a host such as far.example`);
      }
      return { ...rule, value: host };
    }
    case "post":
      return rule;
    default:
      return rule.kind satisfies never;
  }
}
