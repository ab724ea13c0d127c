import type { Api } from "../embedded/kafka/protocol/api.ts";
import { skipTaggedFields } from "../embedded/kafka/protocol/codec.ts";
import { WireReader } from "../embedded/kafka/protocol/wire_reader.ts";
import { WireWriter } from "../embedded/kafka/protocol/wire_writer.ts";

/** A low-level Kafka client: sends any request in any version, and returns the raw responses. */
export class RawKafka implements Disposable {
  readonly #connection: Deno.Conn;
  #lastCorrelation = 0;

  private constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  static async connect(bootstrap: string): Promise<RawKafka> {
    const [hostname = "127.0.0.1", port] = bootstrap.split(":");
    return new RawKafka(await Deno.connect({ hostname, port: Number(port) }));
  }

  /** Sends a request and parses the whole response; throws if bytes are left over. */
  async call<Request, Response>(
    api: Api<Request, Response>,
    version: number,
    request: Request,
  ): Promise<Response> {
    await this.send(frameOf(api, version, { request, correlation: ++this.#lastCorrelation }));
    const answer = await this.receive();
    if (answer === null) throw new Error(`Hung up on call ${api.key} version ${version}`);
    const flexible = version >= api.flexibleSince;
    const reader = new WireReader(answer, { version, flexible });
    if (reader.int32() !== this.#lastCorrelation) throw new Error("Another call's answer");
    if (flexible && api.key !== 18) skipTaggedFields(reader);
    const response = api.response.read(reader);
    if (reader.remaining > 0) throw new Error(`${reader.remaining} bytes left of the answer`);
    return response;
  }

  async send(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.byteLength;) {
      done += await this.#connection.write(bytes.subarray(done));
    }
  }

  /** The next response without its length, or null if the broker has closed the connection. */
  async receive(): Promise<Uint8Array | null> {
    try {
      const length = await this.#fill(new Uint8Array(4));
      if (length === null) return null;
      return await this.#fill(new Uint8Array(new DataView(length.buffer).getInt32(0)));
    } catch (error) {
      if (error instanceof Deno.errors.ConnectionReset) return null;
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  async #fill(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
    for (let filled = 0; filled < bytes.byteLength;) {
      const read = await this.#connection.read(bytes.subarray(filled));
      if (read === null) return null;
      filled += read;
    }
    return bytes;
  }
}

/** A request with its length and header, ready to send. */
export function frameOf<Request>(
  api: Api<Request, unknown>,
  version: number,
  { request, correlation }: { readonly request: Request; readonly correlation: number },
): Uint8Array {
  const flexible = version >= api.flexibleSince;
  const header = new WireWriter();
  header.int16(api.key);
  header.int16(version);
  header.int32(correlation);
  header.string("raw");
  if (flexible) header.uvarint(0);
  const body = new WireWriter({ version, flexible });
  api.request.write(body, request);
  const frame = new WireWriter();
  frame.int32(header.byteLength + body.byteLength);
  frame.raw(header.toBytes());
  frame.raw(body.toBytes());
  return frame.toBytes();
}
