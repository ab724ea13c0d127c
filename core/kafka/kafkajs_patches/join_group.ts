import Broker from "kafkajs/src/broker/index.js";

/** The part of kafkajs' Broker that is used here. */
interface Coordinator {
  describeGroups(of: { groupIds: readonly string[] }): Promise<{
    readonly groups: readonly { readonly members: readonly GroupMember[] }[];
  }>;
  leaveGroup(member: { groupId: string; memberId: string }): Promise<unknown>;
}

/** A member of a consumer group, as the coordinator knows it. */
export interface GroupMember {
  readonly memberId: string;
  readonly clientId: string;
}

/** Tells which members of a group have ended without leaving it. */
type FindDeparted = (members: readonly GroupMember[]) => Promise<readonly GroupMember[]>;

const waysToFind = new Map<string, FindDeparted>();

/**
 * Before a client of this thread joins a group for the first time, members that have departed leave it. Once: a member that
 * lives and was taken for departed joins again, and two that took each other for departed would go on for ever. Disposing of
 * the result forgets it.
 */
export function dismissDeparted(groupId: string, find: FindDeparted): Disposable {
  waysToFind.set(groupId, find);
  return {
    [Symbol.dispose]: () => {
      if (waysToFind.get(groupId) === find) waysToFind.delete(groupId);
    },
  };
}

/**
 * Lets members that were killed leave their group on a new member's request. Else the coordinator waits for them until their
 * session ends, which Kafka allows after six seconds at the earliest, and nothing is read meanwhile. Whatever fails here is
 * left to that wait.
 */
export function patchJoinGroup(): void {
  const broker = Broker.prototype;
  const join = broker.joinGroup;
  broker.joinGroup = async function (
    this: Coordinator,
    request: { readonly groupId: string; readonly memberId?: string },
  ): Promise<unknown> {
    const find = waysToFind.get(request.groupId);
    if (find !== undefined && !request.memberId) {
      waysToFind.delete(request.groupId);
      await leaveFor(this, request.groupId, find).catch(() => {});
    }
    return await join.call(this, request);
  };
}

async function leaveFor(
  coordinator: Coordinator,
  groupId: string,
  find: FindDeparted,
): Promise<void> {
  const { groups } = await coordinator.describeGroups({ groupIds: [groupId] });
  const members = groups.flatMap((group) => group.members);
  if (members.length === 0) return;
  for (const { memberId } of await find(members)) {
    await coordinator.leaveGroup({ groupId, memberId });
  }
}
