import { causesOf } from "./errors.ts";
import { deniedAddress } from "./network_error.ts";

/**
 * An address that a server pointed to (a broker's advertised name, a streaming host that moved) lies outside the
 * worker's permissions. The supervisor decides whether the worker may connect there, and starts it again with that permission.
 */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  readonly addresses: readonly string[];

  constructor(addresses: readonly string[]) {
    super(`Cannot connect to ${addresses.join(", ")}: the worker was not given this address`);
    this.addresses = addresses;
  }
}

/** @throws {AddressRefused} if this worker may not connect to one of the addresses (`host:port`). */
export function requireAddresses(addresses: readonly string[]): void {
  const refused = addresses.filter((host) => !mayConnect(host));
  if (refused.length > 0) throw new AddressRefused(refused);
}

/** The addresses that an error, or one of its causes, was refused for; npm clients wrap Deno's error in their own. */
export function refusedAddresses(error: unknown): readonly string[] {
  for (const each of causesOf(error)) {
    if (each instanceof AddressRefused) return each.addresses;
    const denied = deniedAddress(each);
    if (denied !== undefined) return [denied];
    const broker = brokerOf(each);
    if (broker !== undefined && !mayConnect(broker)) return [broker];
  }
  return [];
}

/** The broker that kafkajs tried. Without permission for a host name, its look-up fails as if the name did not exist. */
function brokerOf(error: Error): string | undefined {
  const { broker } = error as Error & { readonly broker?: unknown };
  return typeof broker === "string" && /:\d+$/.test(broker) ? broker : undefined;
}

function mayConnect(host: string): boolean {
  return Deno.permissions.querySync({ name: "net", host }).state === "granted";
}
