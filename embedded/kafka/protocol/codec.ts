import { MalformedError, type WireReader } from "./wire_reader.ts";
import type { ByteSource, WireWriter } from "./wire_writer.ts";

/**
 * Combinable codecs that follow Kafka's message definitions: primitives, arrays, and structs whose fields have a range of
 * versions. One definition reads and writes all versions, including flexible ones.
 */
export interface Codec<T> {
  read(reader: WireReader): T;
  write(writer: WireWriter, value: T): void;
}

/** A field that exists only in some versions; reads as `fallback` in the others. */
export interface VersionedField<T> extends Codec<T> {
  readonly since: number;
  readonly until: number;
  readonly fallback: T;
}

/** The value type of a codec. */
export type ValueOf<C> = C extends Codec<infer T> ? T : never;

/** A topic id (UUID) in lower-case hexadecimal without dashes. */
export type TopicId = string;
export const NO_TOPIC_ID: TopicId = "0".repeat(32);

export const int8: Codec<number> = {
  read: (reader) => reader.int8(),
  write: (writer, value) => writer.int8(value),
};
export const int16: Codec<number> = {
  read: (reader) => reader.int16(),
  write: (writer, value) => writer.int16(value),
};
export const int32: Codec<number> = {
  read: (reader) => reader.int32(),
  write: (writer, value) => writer.int32(value),
};
/** Offsets, timestamps and sizes: 64 bits on the wire, a number here, clamped to the safe range. */
export const int64: Codec<number> = {
  read: (reader) => {
    const value = Number(reader.int64());
    return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
  },
  write: (writer, value) => writer.int64(BigInt(value)),
};
export const bool: Codec<boolean> = {
  read: (reader) => reader.int8() !== 0,
  write: (writer, value) => writer.int8(value ? 1 : 0),
};
export const string: Codec<string> = {
  read: (reader) => {
    const length = reader.stringLength();
    if (length < 0) throw new MalformedError("null where a string must be");
    return reader.text(length);
  },
  write: (writer, value) => writer.string(value),
};
export const nullableString: Codec<string | null> = {
  read: (reader) => {
    const length = reader.stringLength();
    return length < 0 ? null : reader.text(length);
  },
  write: (writer, value) => writer.string(value),
};
/** Bytes as a copy, which outlives the request's buffer. */
export const bytes: Codec<Uint8Array> = {
  read: (reader) => {
    const length = reader.bytesLength();
    return length < 0 ? new Uint8Array() : reader.view(length).slice();
  },
  write: (writer, value) => {
    writer.length(value.byteLength);
    writer.raw(value);
  },
};
/** Record batches of a request, as a view of its buffer; null if there are none. */
export const recordsView: Codec<Uint8Array | null> = {
  read: (reader) => {
    const length = reader.bytesLength();
    return length < 0 ? null : reader.view(length);
  },
  write: (writer, value) => {
    writer.length(value?.byteLength ?? -1);
    if (value !== null) writer.raw(value);
  },
};
/** Record batches of a response, which are read from their file while they are sent. */
export const recordsSource: Codec<ByteSource | Uint8Array> = {
  read: (reader) => reader.view(Math.max(0, reader.bytesLength())),
  write: (writer, value) => {
    writer.length(value.byteLength);
    if (value instanceof Uint8Array) writer.raw(value);
    else writer.source(value);
  },
};
export const uuid: Codec<TopicId> = {
  read: (reader) => reader.view(16).toHex(),
  write: (writer, value) => writer.raw(Uint8Array.fromHex(value)),
};

export function array<T>(element: Codec<T>): Codec<readonly T[]> {
  const nullable = nullableArray(element);
  return {
    read: (reader) => nullable.read(reader) ?? [],
    write: nullable.write,
  };
}

export function nullableArray<T>(element: Codec<T>): Codec<readonly T[] | null> {
  return {
    read: (reader) => {
      const length = reader.arrayLength();
      if (length < 0) return null;
      const values: T[] = [];
      for (let i = 0; i < length; i++) values.push(element.read(reader));
      return values;
    },
    write: (writer, value) => {
      writer.length(value?.length ?? -1);
      for (const one of value ?? []) element.write(writer, one);
    },
  };
}

/** A field that exists from version `since` on. */
export function since<T>(version: number, codec: Codec<T>, fallback: T): VersionedField<T> {
  return { ...codec, since: version, until: Infinity, fallback };
}

/** A field that exists from `first` to `last`, both included. */
export function between<T>(
  first: number,
  last: number,
  codec: Codec<T>,
  fallback: T,
): VersionedField<T> {
  return { ...codec, since: first, until: last, fallback };
}

/** Fields in their order on the wire. Tagged fields are skipped when read and never written. */
export function struct<F extends Record<string, Codec<unknown>>>(
  fields: F,
): Codec<{ readonly [K in keyof F]: ValueOf<F[K]> }> {
  type Value = { readonly [K in keyof F]: ValueOf<F[K]> };
  const entries = Object.entries(fields);
  return {
    read: (reader) => {
      const value: Record<string, unknown> = {};
      for (const [name, field] of entries) {
        value[name] = exists(field, reader.version) ? field.read(reader) : fallbackOf(field);
      }
      if (reader.flexible) skipTaggedFields(reader);
      // The type is derived from the same entries that fill the value.
      return value as Value;
    },
    write: (writer, value) => {
      for (const [name, field] of entries) {
        if (exists(field, writer.version)) field.write(writer, value[name]);
      }
      if (writer.flexible) writer.uvarint(0);
    },
  };
}

export function skipTaggedFields(reader: WireReader): void {
  for (let left = reader.uvarint(); left > 0; left--) {
    reader.uvarint();
    reader.view(reader.uvarint());
  }
}

function isVersioned(field: Codec<unknown>): field is VersionedField<unknown> {
  return "since" in field;
}

function exists(field: Codec<unknown>, version: number): boolean {
  return !isVersioned(field) || (version >= field.since && version <= field.until);
}

function fallbackOf(field: Codec<unknown>): unknown {
  return isVersioned(field) ? field.fallback : undefined;
}
