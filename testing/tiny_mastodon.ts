/** Responses of a {@linkcode TinyMastodon}; may be changed while it runs. */
export interface TinyMastodonAnswers {
  /** Status of the instance API. */
  instance: number;
  /** Status of timelines. */
  timeline: number;
  /** Status of the WebSocket handshake; 101 opens it. */
  streaming: number;
  headers: Record<string, string>;
  /** Streaming URL in the instance API; its own if unset. */
  streamingUrl?: string;
  /** Sent in answer to a subscription. */
  greeting?: string;
}

/** The part of a Mastodon server that the source uses, with a switch for each kind of refusal. Sends only given events. */
export class TinyMastodon implements AsyncDisposable {
  readonly answers: TinyMastodonAnswers = {
    instance: 200,
    timeline: 200,
    streaming: 101,
    headers: {},
  };
  /** Subscriptions of clients, in order. */
  readonly subscriptions: unknown[] = [];
  /** Headers of each request. */
  readonly requests: { readonly path: string; readonly headers: Headers }[] = [];
  readonly sockets = new Set<WebSocket>();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor() {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      (request) => this.#answer(request),
    );
  }

  get host(): string {
    return `127.0.0.1:${this.#server.addr.port}`;
  }
  get baseUrl(): string {
    return `http://${this.host}`;
  }

  /** Sends one event of the stream `public` to every subscriber. */
  send(event: string, payload: unknown): void {
    const text = typeof payload === "string" ? payload : JSON.stringify(payload);
    this.sendRaw(JSON.stringify({ stream: ["public"], event, payload: text }));
  }

  sendRaw(data: string | Uint8Array<ArrayBuffer>): void {
    for (const socket of this.sockets) socket.send(data);
  }

  /** Resolves once `count` subscriptions have been made since the start. */
  async subscribed(count: number): Promise<void> {
    while (this.subscriptions.length < count) await new Promise((done) => setTimeout(done, 5));
  }

  /** Closes every stream. */
  drop(): void {
    for (const socket of this.sockets) socket.close(1001, "restarting");
    this.sockets.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.drop();
    await this.#server.shutdown();
  }

  #answer(request: Request): Response {
    const { pathname, search } = new URL(request.url);
    this.requests.push({ path: pathname + search, headers: new Headers(request.headers) });
    const { answers } = this;
    if (pathname === "/api/v2/instance") {
      const streaming = answers.streamingUrl ?? `ws://${this.host}`;
      return this.#json(answers.instance, { configuration: { urls: { streaming } } });
    }
    if (pathname.startsWith("/api/v1/timelines/")) return this.#json(answers.timeline, []);
    if (pathname === "/api/v1/streaming") return this.#stream(request);
    return this.#json(404, { error: "Record not found" });
  }

  #json(status: number, body: unknown): Response {
    return Response.json(status === 200 ? body : { error: `status ${status}` }, {
      status,
      headers: this.answers.headers,
    });
  }

  #stream(request: Request): Response {
    if (this.answers.streaming !== 101) return this.#json(this.answers.streaming, {});
    const protocol = request.headers.get("sec-websocket-protocol");
    const { socket, response } = Deno.upgradeWebSocket(
      request,
      protocol === null ? {} : { protocol },
    );
    socket.onmessage = ({ data }) => {
      this.subscriptions.push(JSON.parse(String(data)));
      this.sockets.add(socket);
      if (this.answers.greeting !== undefined) socket.send(this.answers.greeting);
    };
    socket.onclose = () => this.sockets.delete(socket);
    return response;
  }
}

/** A status as a server sends it, with the fields that a test sets. */
export function tinyStatus(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "112300188527054704",
    created_at: "2026-01-02T03:04:05.678Z",
    visibility: "public",
    language: "en",
    uri: "https://a.example/users/ada/statuses/1",
    url: "https://a.example/@ada/1",
    content: "<p>Hello, world</p>",
    spoiler_text: "",
    sensitive: false,
    in_reply_to_id: null,
    edited_at: null,
    reblog: null,
    favourites_count: 0,
    reblogs_count: 0,
    tags: [],
    account: { id: "7", acct: "ada", note: "<p>Mathematics</p>", bot: false },
    ...overrides,
  };
}
