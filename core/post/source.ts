/** Instances of posts that no server sent: their readers must not take them for a server's. */
export const DEMO_INSTANCE = "demo.example";
export const REPLAY_INSTANCE = "replay.example";

/** Where the posts of a page, a report or a file come from: a server and, if known, its stream as `MASTODON_STREAM` names it. */
export interface Source {
  readonly server: string;
  readonly stream: string | null;
}

/** SQL of the {@linkcode Source}s of the newest posts, those of most posts first. */
export const SOURCES = "select instance as server, stream from masto.sources_read()";

/** Whether posts were made up by a demo, replayed from a file, or came from servers. */
export function kindOfSources(sources: readonly Source[]): "made up" | "replayed" | "server" {
  const from = (instance: string) => sources.some(({ server }) => server === instance);
  return from(DEMO_INSTANCE) ? "made up" : from(REPLAY_INSTANCE) ? "replayed" : "server";
}

const NAMED_MAX = 3;

/** The names of sources in a line of text: `mastodon.example · public:local`. */
export function sourcesText(sources: readonly Source[]): string {
  const names = sources.slice(0, NAMED_MAX).map(({ server, stream }) =>
    stream === null ? server : `${server} · ${stream}`
  );
  return names.join(", ") + (sources.length > NAMED_MAX ? " …" : "");
}
