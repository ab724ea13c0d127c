import assert from "node:assert/strict";
import { parseStatus } from "./parse_status.ts";
import type { Status } from "./status.ts";

const ACCOUNT = { id: "2", acct: "ada@b.example" };
const LEAST = {
  id: "1",
  created_at: "2026-01-01T00:00:00Z",
  content: "<p>x</p>",
  account: ACCOUNT,
};

function statusOf(value: unknown): Status {
  const parsed = parseStatus(value);
  assert.ok(parsed.type === "status", JSON.stringify(parsed));
  return parsed.status;
}

/** What is read of a status that says no more than it must. */
const LEAST_READ: Status = {
  id: "1",
  url: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  editedAt: null,
  visibility: "",
  language: null,
  content: "<p>x</p>",
  spoilerText: "",
  sensitive: false,
  inReplyToId: null,
  tags: [],
  favourites: 0,
  reblogs: 0,
  isLocalOnly: false,
  isBoost: false,
  showsQuote: false,
  account: { ...ACCOUNT, note: "", displayName: "", fields: [], bot: false },
};

Deno.test("a status that says no more than it must is read as one that claims least", () => {
  assert.deepEqual(statusOf(LEAST), LEAST_READ);
});

Deno.test("each field of a status is read, and one of a wrong type claims least", () => {
  const account = (more: Partial<Status["account"]>) => ({
    account: { ...LEAST_READ.account, ...more },
  });
  const table: readonly (readonly [field: Record<string, unknown>, read: Partial<Status>])[] = [
    [{ id: 12 }, { id: "12" }],
    [{ uri: "https://a.example/1" }, { uri: "https://a.example/1" }],
    [{ uri: "" }, {}],
    [{ url: "https://a.example/1" }, { url: "https://a.example/1" }],
    [{ url: 5 }, {}],
    [{ edited_at: "2026-01-02T00:00:00+01:00" }, { editedAt: "2026-01-01T23:00:00.000Z" }],
    [{ edited_at: "" }, {}],
    [{ visibility: "public" }, { visibility: "public" }],
    [{ language: "fr" }, { language: "fr" }],
    [{ spoiler_text: "cats" }, { spoilerText: "cats" }],
    [{ sensitive: true }, { sensitive: true }],
    [{ sensitive: "true" }, {}],
    [{ in_reply_to_id: "7" }, { inReplyToId: "7" }],
    [{ tags: [{ name: "a" }, "#b", { name: "" }, 5] }, { tags: ["a", "b"] }],
    [{ favourites_count: 1, reblogs_count: 2 }, { favourites: 1, reblogs: 2 }],
    [{ favourites_count: -1, reblogs_count: 2.5 }, {}],
    [{ favourites_count: "3", reblogs_count: 2 ** 53 }, {}],
    [
      {
        poll: {
          options: [{ title: "tea" }, { title: "" }, 5, { title: "coffee", votes_count: 3 }],
        },
      },
      { pollText: "tea\ncoffee" },
    ],
    [{ poll: null }, {}],
    [{ poll: { options: [{ title: 5 }] } }, {}],
    [{ poll: { options: "tea" } }, {}],
    [{ media_attachments: [] }, { attachments: { all: 0, described: 0 } }],
    [
      {
        media_attachments: [
          { type: "image", description: "a cat" },
          { type: "video", description: null },
          { type: "audio", description: " \n" },
          { type: "unknown" },
        ],
      },
      { attachments: { all: 4, described: 1 } },
    ],
    [{ media_attachments: "none" }, {}],
    [{ local_only: true }, { isLocalOnly: true }],
    [{ local_only: "yes" }, { isLocalOnly: true }],
    [{ local_only: false }, {}],
    [{ reblog: {} }, { isBoost: true }],
    [{ reblog: null }, {}],
    [{ quote: { state: "accepted" } }, { showsQuote: true }],
    [{ quote: { state: "pending" } }, {}],
    [{ account: { ...ACCOUNT, id: 2 } }, {}],
    [{ account: { ...ACCOUNT, uri: "u", url: "v" } }, account({ uri: "u", url: "v" })],
    [{ account: { ...ACCOUNT, uri: "", url: null } }, {}],
    [
      { account: { ...ACCOUNT, note: "hi", display_name: "Ada", bot: true } },
      account({ note: "hi", displayName: "Ada", bot: true }),
    ],
    [
      { account: { ...ACCOUNT, fields: [{ name: "a", value: "b" }, { name: 5 }, null] } },
      account({ fields: [{ name: "a", value: "b" }, { name: "", value: "" }] }),
    ],
    ...[true, false].flatMap((value) => [
      [{ account: { ...ACCOUNT, noindex: value } }, account({ noindex: value })] as const,
      [{ account: { ...ACCOUNT, indexable: value } }, account({ indexable: value })] as const,
    ]),
    [{ account: { ...ACCOUNT, noindex: null, indexable: "true" } }, {}],
    [{ account: { ...ACCOUNT, noindex: "true" } }, account({ noindex: true })],
  ];
  for (const [field, read] of table) {
    assert.deepEqual(
      statusOf({ ...LEAST, ...field }),
      { ...LEAST_READ, ...read },
      JSON.stringify(field),
    );
  }
});

Deno.test("what a record cannot be without must be there, and a time of an edit must be one", () => {
  const broken: readonly (readonly [what: unknown, error: RegExp])[] = [
    [null, /must be an object, not null/],
    [[LEAST], /must be an object, not an array/],
    ["x", /must be an object, not string/],
    [{ ...LEAST, id: undefined }, /needs an id/],
    [{ ...LEAST, id: "" }, /needs an id/],
    [{ ...LEAST, id: true }, /needs an id/],
    [{ ...LEAST, created_at: "yesterday" }, /no created_at/],
    [{ ...LEAST, created_at: 5 }, /no created_at/],
    [{ ...LEAST, edited_at: "later" }, /edited_at that is not ISO 8601/],
    [{ ...LEAST, edited_at: 5 }, /edited_at that is not ISO 8601/],
    [{ ...LEAST, content: null }, /no content/],
    [{ ...LEAST, account: "ada" }, /no account/],
    ...[true, null, 2 ** 53, {}, ""].map((id) =>
      [{ ...LEAST, account: { ...ACCOUNT, id } }, /no account with id and acct/] as const
    ),
    [{ ...LEAST, account: { ...ACCOUNT, acct: "" } }, /no account with id and acct/],
  ];
  for (const [value, error] of broken) {
    const parsed = parseStatus(value);
    assert.ok(parsed.type === "broken", JSON.stringify(value));
    assert.match(parsed.error, error);
  }
});
