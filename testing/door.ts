/** A TCP door before a server: while it is shut, nothing listens there, and what came through is cut. */
export class Door implements Disposable {
  readonly port: number;
  readonly #target: Deno.ConnectOptions;
  readonly #through = new Set<Deno.Conn>();
  #listener: Deno.TcpListener;

  constructor(target: { readonly host: string; readonly port: number }) {
    this.#target = { hostname: target.host, port: target.port };
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.port = (this.#listener.addr as Deno.NetAddr).port;
    void this.#accept(this.#listener);
  }

  shut(): void {
    this.#listener.close();
    for (const connection of this.#through) close(connection);
    this.#through.clear();
  }

  open(): void {
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: this.port });
    void this.#accept(this.#listener);
  }

  [Symbol.dispose](): void {
    this.shut();
  }

  async #accept(listener: Deno.TcpListener): Promise<void> {
    try {
      for await (const client of listener) void this.#serve(client);
    } catch { /* shut */ }
  }

  async #serve(client: Deno.Conn): Promise<void> {
    this.#through.add(client);
    try {
      const server = await Deno.connect(this.#target);
      this.#through.add(server);
      await Promise.race([
        client.readable.pipeTo(server.writable),
        server.readable.pipeTo(client.writable),
      ]);
      close(server);
      this.#through.delete(server);
    } catch { /* one side is gone, and so is the other */ }
    close(client);
    this.#through.delete(client);
  }
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch { /* it was */ }
}
