import assert from "node:assert/strict";
import fc from "fast-check";
import { ErrorCode } from "../protocol/error_code.ts";
import { type Answer, type Group, type JoinAnswer, NEW_GROUP, type SyncAnswer } from "./group.ts";
import type { GroupInput } from "./group_input.ts";
import { checkMember, nextTick, stepGroup } from "./group_step.ts";

const SESSION_MS = 10_000;
const REBALANCE_MS = 30_000;
const encoder = new TextEncoder();

/** A group with its clock and the answers it has given. */
class Scene {
  group: Group = NEW_GROUP;
  now = 1_000;
  readonly answers = new Map<number, Answer>();
  #tickets = 0;
  #ids = 0;

  input(input: GroupInput): void {
    const before = this.group.generation;
    const { group, answers } = stepGroup(this.group, input, this.now);
    assert.ok(group.generation >= before, "a generation went backwards");
    for (const answer of answers) {
      assert.ok(!this.answers.has(answer.ticket), "a request was answered twice");
      this.answers.set(answer.ticket, answer);
    }
    this.group = group;
  }

  /** Lets `ms` pass, with a tick at each moment the group asks for. */
  pass(ms: number): void {
    const until = this.now + ms;
    for (let at = nextTick(this.group); at <= until; at = nextTick(this.group)) {
      assert.ok(at !== Infinity);
      const ticked = Math.max(at, this.now);
      this.now = ticked;
      const before = this.group;
      this.input({ type: "tick" });
      assert.ok(nextTick(this.group) > ticked || this.group !== before, "ticks without end");
    }
    this.now = until;
  }

  join(memberId = "", { instanceId = null, topics = "t", idFirst = false }: {
    instanceId?: string | null;
    topics?: string;
    idFirst?: boolean;
  } = {}): number {
    const ticket = ++this.#tickets;
    this.input({
      type: "join",
      ticket,
      memberId,
      newMemberId: `m${++this.#ids}`,
      idFirst,
      instanceId,
      clientId: "c",
      clientHost: "h",
      sessionTimeoutMs: SESSION_MS,
      rebalanceTimeoutMs: REBALANCE_MS,
      protocolType: "consumer",
      protocols: [{ name: "range", metadata: encoder.encode(topics) }],
    });
    return ticket;
  }

  sync(memberId: string, generation: number, instanceId: string | null = null): number {
    const ticket = ++this.#tickets;
    const leads = this.group.leader === memberId;
    const assignments = new Map(
      leads
        ? [...this.group.members.keys()].map((id) => [id, encoder.encode(`${generation}/${id}`)])
        : [],
    );
    this.input({ type: "sync", ticket, memberId, instanceId, generation, assignments });
    return ticket;
  }

  joined(ticket: number): JoinAnswer {
    const answer = this.answers.get(ticket);
    assert.ok(answer?.type === "join", "the join waits");
    return answer;
  }

  synced(ticket: number): SyncAnswer {
    const answer = this.answers.get(ticket);
    assert.ok(answer?.type === "sync", "the sync waits");
    return answer;
  }

  waits(ticket: number): boolean {
    return !this.answers.has(ticket);
  }

  heartbeat(memberId: string, generation: number): ErrorCode {
    const problem = checkMember(this.group, { memberId, generation, instanceId: null });
    if (problem !== ErrorCode.NONE) return problem;
    this.input({ type: "active", memberId });
    return this.group.phase === "preparing" ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
  }
}

/** Two members in a stable group. */
function stablePair() {
  const scene = new Scene();
  const first = scene.joined(scene.join()).memberId;
  scene.sync(first, 1);
  const joining = scene.join();
  const again = scene.join(first);
  const second = scene.joined(joining).memberId;
  assert.equal(scene.joined(again).generation, 2);
  const waiting = scene.sync(second, 2);
  scene.sync(first, 2);
  assert.equal(new TextDecoder().decode(scene.synced(waiting).assignment), `2/${second}`);
  assert.equal(scene.group.phase, "stable");
  return { scene, first, second };
}

Deno.test("the first member leads and gets the members, the second waits for the first to join again", () => {
  const { scene, first, second } = stablePair();
  assert.deepEqual([...scene.group.members.keys()].toSorted(), [first, second].toSorted());
  assert.equal(scene.group.leader, first);
});

Deno.test("a new member is told its id first, and holds up the rebalance until it comes with it", () => {
  const { scene, first, second } = stablePair();
  const told = scene.joined(scene.join("", { idFirst: true }));
  assert.equal(told.errorCode, ErrorCode.MEMBER_ID_REQUIRED);
  const third = scene.join(told.memberId);
  assert.equal(scene.heartbeat(first, 2), ErrorCode.REBALANCE_IN_PROGRESS);
  scene.join(first);
  assert.ok(scene.waits(third));
  scene.join(second);
  assert.equal(scene.joined(third).generation, 3);
  assert.equal(scene.joined(scene.join("stranger")).errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
});

Deno.test("a member without heartbeats is removed after its session timeout, one with them is not", () => {
  const { scene, first, second } = stablePair();
  for (let i = 0; i < 4; i++) {
    scene.pass(SESSION_MS / 3);
    if (scene.group.phase === "stable") scene.heartbeat(first, 2);
  }
  assert.equal(scene.heartbeat(first, 2), ErrorCode.REBALANCE_IN_PROGRESS);
  assert.equal(scene.heartbeat(second, 2), ErrorCode.UNKNOWN_MEMBER_ID);
  assert.equal(scene.joined(scene.join(first)).members.length, 1);
});

Deno.test("a rebalance goes on without those that do not join in time", () => {
  const { scene, first, second } = stablePair();
  const joining = scene.join(first);
  for (let i = 0; i < 40 && scene.waits(joining); i++) {
    // It is alive, but busy with its batch.
    scene.heartbeat(second, 2);
    scene.pass(1_000);
  }
  assert.equal(scene.joined(joining).members.length, 1);
  assert.equal(scene.heartbeat(second, 2), ErrorCode.UNKNOWN_MEMBER_ID);
});

Deno.test("a leader that dies before it assigns partitions is replaced", () => {
  const scene = new Scene();
  const first = scene.joined(scene.join()).memberId;
  const other = scene.join();
  scene.join(first);
  const second = scene.joined(other).memberId;
  const waiting = scene.sync(second, 2);
  for (let i = 0; i < 40 && scene.waits(waiting); i++) {
    scene.heartbeat(second, 2);
    scene.pass(1_000);
  }
  assert.equal(scene.synced(waiting).errorCode, ErrorCode.REBALANCE_IN_PROGRESS);
  const joined = scene.joined(scene.join(second));
  assert.deepEqual([joined.leader, joined.generation], [second, 3]);
});

Deno.test("a stale generation is refused everywhere", () => {
  const { scene, first } = stablePair();
  assert.equal(scene.heartbeat(first, 1), ErrorCode.ILLEGAL_GENERATION);
  assert.equal(scene.synced(scene.sync(first, 1)).errorCode, ErrorCode.ILLEGAL_GENERATION);
  assert.equal(scene.synced(scene.sync("x", 2)).errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
});

Deno.test("a static member returns to its partitions without a rebalance, and its earlier instance is fenced", () => {
  const scene = new Scene();
  const first = scene.joined(scene.join("", { instanceId: "i" })).memberId;
  scene.sync(first, 1, "i");
  const back = scene.joined(scene.join("", { instanceId: "i" }));
  assert.deepEqual([back.generation, back.skipAssignment], [1, true]);
  const synced = scene.synced(scene.sync(back.memberId, 1, "i"));
  assert.equal(new TextDecoder().decode(synced.assignment), `1/${first}`);
  const who = { memberId: first, instanceId: "i", generation: 1 };
  assert.equal(checkMember(scene.group, who), ErrorCode.FENCED_INSTANCE_ID);
});

Deno.test("a member without a common protocol is refused", () => {
  const { scene } = stablePair();
  scene.input({
    type: "join",
    ticket: 999,
    memberId: "",
    newMemberId: "z",
    idFirst: false,
    instanceId: null,
    clientId: "c",
    clientHost: "h",
    sessionTimeoutMs: SESSION_MS,
    rebalanceTimeoutMs: REBALANCE_MS,
    protocolType: "consumer",
    protocols: [{ name: "sticky", metadata: new Uint8Array() }],
  });
  assert.equal(scene.joined(999).errorCode, ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  assert.equal(scene.group.phase, "stable");
});

/** A client that behaves like kafkajs: joins, syncs, sends heartbeats, and joins again on request. */
class Client {
  id = "";
  generation = -1;
  assignment: string | undefined;
  #joining: number | undefined;
  #syncing: number | undefined;
  readonly #scene: Scene;
  readonly #idFirst: boolean;

  constructor(scene: Scene, idFirst: boolean) {
    this.#scene = scene;
    this.#idFirst = idFirst;
  }

  step(): void {
    const scene = this.#scene;
    if (this.#joining !== undefined) {
      if (scene.waits(this.#joining)) return;
      const answer = scene.joined(this.#joining);
      this.#joining = undefined;
      if (answer.errorCode === ErrorCode.UNKNOWN_MEMBER_ID) this.id = "";
      else this.id = answer.memberId;
      if (answer.errorCode !== ErrorCode.NONE) return;
      this.generation = answer.generation;
      this.#syncing = scene.sync(this.id, this.generation);
    } else if (this.#syncing !== undefined) {
      if (scene.waits(this.#syncing)) return;
      const answer = scene.synced(this.#syncing);
      this.#syncing = undefined;
      if (answer.errorCode === ErrorCode.UNKNOWN_MEMBER_ID) this.id = "";
      if (answer.errorCode !== ErrorCode.NONE) return this.#lose();
      this.assignment = new TextDecoder().decode(answer.assignment);
      assert.equal(this.assignment, `${this.generation}/${this.id}`, "another's assignment");
    } else if (this.assignment === undefined) {
      this.#joining = scene.join(this.id, { idFirst: this.#idFirst });
    } else {
      const code = scene.heartbeat(this.id, this.generation);
      if (code === ErrorCode.UNKNOWN_MEMBER_ID) this.id = "";
      if (code !== ErrorCode.NONE) this.#lose();
    }
  }

  hangUp(): void {
    const ticket = this.#joining ?? this.#syncing;
    if (ticket !== undefined) this.#scene.input({ type: "hung up", ticket });
  }

  leave(): void {
    if (this.id !== "") this.#scene.input({ type: "leave", memberId: this.id });
  }

  #lose(): void {
    this.assignment = undefined;
  }
}

Deno.test("whatever members do, those that stay end up in one generation, each with its own share", () => {
  const action = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ type: "new" as const }) },
    { weight: 20, arbitrary: fc.record({ type: fc.constant("step" as const), who: fc.nat(9) }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant("leave" as const), who: fc.nat(9) }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant("die" as const), who: fc.nat(9) }) },
    { weight: 6, arbitrary: fc.record({ type: fc.constant("pass" as const), ms: fc.nat(9_000) }) },
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 120 }), fc.boolean(), (actions, idFirst) => {
      const scene = new Scene();
      const clients = [new Client(scene, idFirst)];
      const at = (who: number) => who % Math.max(1, clients.length);
      for (const one of actions) {
        switch (one.type) {
          case "new":
            if (clients.length < 6) clients.push(new Client(scene, idFirst));
            break;
          case "step":
            clients[at(one.who)]?.step();
            break;
          case "leave":
            clients.splice(at(one.who), 1)[0]?.leave();
            break;
          case "die":
            clients.splice(at(one.who), 1)[0]?.hangUp();
            break;
          case "pass":
            scene.pass(one.ms);
            break;
          default:
            one satisfies never;
        }
      }
      // Two minutes in which the living do their part: every session and rebalance of the dead ends in it.
      for (let i = 0; i < 120; i++) {
        for (const client of clients) client.step();
        scene.pass(1_000);
      }
      assert.equal(scene.group.members.size, clients.length);
      assert.equal(scene.group.phase, clients.length === 0 ? "empty" : "stable");
      for (const client of clients) {
        assert.equal(client.assignment, `${scene.group.generation}/${client.id}`);
      }
    }),
    { numRuns: 300 },
  );
});
