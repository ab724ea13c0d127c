import assert from "node:assert/strict";
import Broker from "kafkajs/src/broker/index.js";
import { dismissDeparted, patchJoinGroup } from "./join_group.ts";

Deno.test("members that have departed leave before the first join, and before no other", async () => {
  patchJoinGroup();
  const left: string[] = [];
  const coordinator = {
    describeGroups: () =>
      Promise.resolve({
        groups: [{ members: ["a", "b", "c"].map((memberId) => ({ memberId, clientId: "x" })) }],
      }),
    leaveGroup: ({ memberId }: { readonly memberId: string }) => {
      left.push(memberId);
      return Promise.resolve();
    },
    // With this kafkajs begins to join.
    lookupRequest: () => {
      throw new Error("joining");
    },
  };
  const join = (groupId: string, memberId?: string) =>
    assert.rejects(
      Broker.prototype.joinGroup.call(coordinator, { groupId, memberId }),
      /joining/,
    );
  using _ = dismissDeparted(
    "group",
    (members) => Promise.resolve(members.filter(({ memberId }) => memberId !== "b")),
  );
  await join("other");
  await join("group", "member");
  assert.deepEqual(left, []);
  await join("group");
  await join("group");
  assert.deepEqual(left, ["a", "c"]);

  dismissDeparted("group", () => Promise.resolve([]))[Symbol.dispose]();
  using __ = dismissDeparted("group", () => Promise.reject(new Error("the database is away")));
  await join("group");
  assert.deepEqual(left, ["a", "c"]);
});
