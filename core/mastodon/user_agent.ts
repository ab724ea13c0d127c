import manifest from "../../deno.json" with { type: "json" };

/** Sent with every request: some servers answer 418 to one without a User-Agent. */
export const USER_AGENT = `Trunkline/${manifest.version}`;
