import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { fullDisk } from "../../testing/full_disk.ts";
import { decodeFrames, encodeFrame } from "./frame.ts";
import { FrameFinder } from "./frame_finder.ts";
import { salvage } from "./salvage.ts";
import { Spool } from "./spool.ts";

const text = new TextDecoder();
const bytes = (value: string) => new TextEncoder().encode(value);
const texts = (entries: readonly Uint8Array[]) => entries.map((entry) => text.decode(entry));

function emptyDirectory(): { path: string } & Disposable {
  const path = Deno.makeTempDirSync({ prefix: "spool" });
  return { path, [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }) };
}

Deno.test("entries come out in the order they went in, over many files", () => {
  using directory = emptyDirectory();
  using spool = new Spool({ directory: directory.path, maxBytes: 1e6, segmentBytes: 100 });
  const all = Array.from({ length: 200 }, (_, index) => `entry ${index}`);
  for (const each of all) assert.ok(spool.append(bytes(each)));
  assert.equal(spool.length, 200);
  const out: string[] = [];
  while (spool.length > 0) {
    const entries = texts(spool.peek(50));
    out.push(...entries);
    spool.advance(entries.length);
  }
  assert.deepEqual(out, all);
  assert.equal(spool.bytes, 0);
  assert.deepEqual([...Deno.readDirSync(directory.path)], []);
});

Deno.test("what was appended and not taken is there for the next process", () => {
  using directory = emptyDirectory();
  const first = new Spool({ directory: directory.path, maxBytes: 1e6 });
  for (const each of ["a", "b", "c"]) first.append(bytes(each));
  // No dispose: the process is killed.
  using second = new Spool({ directory: directory.path, maxBytes: 1e6 });
  second.append(bytes("d"));
  assert.deepEqual(texts(second.peek(1000)), ["a", "b", "c"]);
  second.advance(3);
  assert.deepEqual(texts(second.peek(1000)), ["d"]);
});

Deno.test("no more entries are forgotten than were shown", () => {
  using directory = emptyDirectory();
  using spool = new Spool({ directory: directory.path, maxBytes: 1e6 });
  assert.throws(() => spool.advance(1), RangeError);
  for (const each of ["a", "b", "c"]) spool.append(bytes(each));
  assert.throws(() => spool.advance(1), RangeError, "nothing was shown");
  const shown = spool.peek(2).length;
  assert.throws(() => spool.advance(shown + 1), RangeError);
  spool.advance(shown);
  assert.equal(spool.length, 3 - shown);
});

Deno.test("a file cut anywhere gives back the whole entries before the cut", () => {
  const entries = ["one", "two two", "three three three"];
  using whole = emptyDirectory();
  using spool = new Spool({ directory: whole.path, maxBytes: 1e6 });
  for (const each of entries) spool.append(bytes(each));
  const name = [...Deno.readDirSync(whole.path)][0]!.name;
  const file = Deno.readFileSync(join(whole.path, name));
  for (let cut = 0; cut <= file.byteLength; cut++) {
    using directory = emptyDirectory();
    Deno.writeFileSync(join(directory.path, name), file.subarray(0, cut));
    using torn = new Spool({ directory: directory.path, maxBytes: 1e6 });
    const expected = entries.filter((_, index) =>
      entries.slice(0, index + 1).reduce((sum, each) => sum + each.length + 8, 0) <= cut
    );
    assert.deepEqual(texts(torn.peek(1000)), expected);
    torn.append(bytes("after"));
    assert.equal(torn.length, expected.length + 1);
  }
});

Deno.test("a flipped bit is never given out as an entry", () => {
  using directory = emptyDirectory();
  new Spool({ directory: directory.path, maxBytes: 1e6 }).append(bytes("something"));
  const path = join(directory.path, [...Deno.readDirSync(directory.path)][0]!.name);
  const file = Deno.readFileSync(path);
  file[10]! ^= 1;
  Deno.writeFileSync(path, file);
  using spool = new Spool({ directory: directory.path, maxBytes: 1e6 });
  assert.equal(spool.length, 0);
  const { putAside, brokenSince, ...counted } = spool.recovery;
  assert.ok(brokenSince <= Date.now() && brokenSince > Date.now() - 60_000, `${brokenSince}`);
  assert.deepEqual(counted, { tornBytes: 0, brokenBytes: file.byteLength, brokenPlaces: 1 });
  assert.deepEqual(Deno.readFileSync(putAside[0] ?? ""), file, "nothing is thrown away");
});

/** A spool's one file with these entries, and where each frame begins. */
function fileOf(entries: readonly string[]): { file: Uint8Array; starts: number[]; name: string } {
  using directory = emptyDirectory();
  const spool = new Spool({ directory: directory.path, maxBytes: 1e6 });
  const starts: number[] = [];
  for (const each of entries) {
    starts.push(spool.bytes);
    spool.append(bytes(each));
  }
  spool[Symbol.dispose]();
  const name = [...Deno.readDirSync(directory.path)][0]!.name;
  return { file: Deno.readFileSync(join(directory.path, name)), starts, name };
}

Deno.test("damage anywhere in a file costs the entries that it touches, and no other", () => {
  const entries = ["one", "two two", "three three three", "four"];
  const { file, starts, name } = fileOf(entries);
  for (let at = 0; at < file.byteLength; at++) {
    const damaged = file.slice();
    damaged[at]! ^= 0xa5;
    using directory = emptyDirectory();
    Deno.writeFileSync(join(directory.path, name), damaged);
    using spool = new Spool({ directory: directory.path, maxBytes: 1e6 });
    const hit = starts.findLastIndex((start) => start <= at);
    const left = entries.filter((_, index) => index !== hit);
    assert.deepEqual(texts(spool.peek(1000)), left, `byte ${at}`);
    const { tornBytes, brokenBytes, brokenPlaces, putAside } = spool.recovery;
    const frame = (starts[hit + 1] ?? file.byteLength) - starts[hit]!;
    assert.equal(tornBytes + brokenBytes, frame);
    // A length that points past the end looks like a write that was cut short: only the last entry can.
    assert.ok(brokenPlaces === 1 || hit === entries.length - 1 && tornBytes > 0, `byte ${at}`);
    assert.equal(putAside.length, brokenPlaces);
    assert.equal(spool.bytes, file.byteLength - frame);
    spool.append(bytes("after"));
    spool.advance(left.length);
    assert.deepEqual(texts(spool.peek(1000)), ["after"]);
  }
});

Deno.test("zeros, which a power cut leaves, are no entries, and an older file's torn end is damage", () => {
  const { file, name } = fileOf(["one", "two"]);
  using directory = emptyDirectory();
  const zeros = new Uint8Array(file.byteLength + 64);
  zeros.set(file);
  Deno.writeFileSync(join(directory.path, name), zeros);
  Deno.writeFileSync(join(directory.path, "000000000009.spool"), file);
  {
    using spool = new Spool({ directory: directory.path, maxBytes: 1e6 });
    assert.equal(spool.length, 4);
    assert.equal(spool.recovery.brokenBytes, 64);
  }
  using again = new Spool({ directory: directory.path, maxBytes: 1e6 });
  assert.equal(again.length, 4, "it is mended on disk too");
  assert.equal(again.recovery.brokenBytes, 0);
});

Deno.test("an entry may be longer than what is asked for, and comes alone", () => {
  using directory = emptyDirectory();
  using spool = new Spool({ directory: directory.path, maxBytes: 1e6 });
  for (const each of ["a long entry", "b", "c"]) spool.append(bytes(each));
  assert.deepEqual(texts(spool.peek(0)), ["a long entry"]);
  spool.advance(1);
  assert.deepEqual(texts(spool.peek(18)), ["b", "c"]);
});

for (
  const words of ["No space left on device (os error 28)", "Read-only file system (os error 30)"]
) {
  Deno.test(`a disk that says "${words}" takes nothing, leaves nothing torn, and is tried again`, () => {
    using directory = emptyDirectory();
    using spool = new Spool({ directory: directory.path, maxBytes: 1e6, segmentBytes: 30 });
    using disk = fullDisk(words);
    assert.equal(spool.append(bytes("no")), false);
    assert.equal(spool.refusal, words);
    assert.deepEqual([...Deno.readDirSync(directory.path)], []);
    disk.full = false;
    for (const each of ["one", "two", "three"]) assert.ok(spool.append(bytes(each)));
    disk.full = true;
    assert.equal(spool.append(bytes("no")), false);
    disk.full = false;
    assert.ok(spool.append(bytes("four")));
    const out: string[] = [];
    while (spool.length > 0) {
      const entries = texts(spool.peek(1000));
      out.push(...entries);
      spool.advance(entries.length);
    }
    assert.deepEqual(out, ["one", "two", "three", "four"]);
  });
}

Deno.test("a torn frame that cannot be cut off loses none of the entries before and after it", () => {
  using directory = emptyDirectory();
  const { writeSync, truncateSync } = Deno.FsFile.prototype;
  let left = Infinity;
  Deno.FsFile.prototype.writeSync = function (bytes) {
    if (left <= 0) throw new Error("Input/output error (os error 5)");
    const count = writeSync.call(this, bytes.subarray(0, left));
    left -= count;
    return count;
  };
  Deno.FsFile.prototype.truncateSync = function (length) {
    if (left <= 0) throw new Error("Input/output error (os error 5)");
    return truncateSync.call(this, length);
  };
  try {
    const spool = new Spool({ directory: directory.path, maxBytes: 1e6 });
    assert.ok(spool.append(bytes("one")));
    left = 5;
    assert.equal(spool.append(bytes("torn")), false);
    left = Infinity;
    assert.ok(spool.append(bytes("two")));
    assert.deepEqual(texts(spool.peek(1000)), ["one"]);
    spool.advance(1);
    assert.deepEqual(texts(spool.peek(1000)), ["two"]);
  } finally {
    Object.assign(Deno.FsFile.prototype, { writeSync, truncateSync });
  }
});

Deno.test("a spool that is opened in steps has the entries of one that is opened at once", async () => {
  using directory = emptyDirectory();
  const options = { directory: directory.path, maxBytes: 1e6, segmentBytes: 20 };
  const first = new Spool(options);
  for (const each of ["a", "b", "c", "d", "e"]) first.append(bytes(each));
  let others = 0;
  setImmediate(() => others++);
  using spool = await Spool.open(options);
  assert.equal(others, 1, "others had a turn meanwhile");
  assert.equal(spool.length, 5);
  spool.append(bytes("f"));
  const out: string[] = [];
  while (spool.length > 0) {
    out.push(...texts(spool.peek(0)));
    spool.advance(1);
  }
  assert.deepEqual(out, ["a", "b", "c", "d", "e", "f"]);
});

Deno.test("property: frames are found where a checksum of their bytes says that they are", () => {
  const piece = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map(encodeFrame),
    fc.uint8Array({ maxLength: 30 }),
    // Lengths that a frame may have.
    fc.constant(new Uint8Array([9, 0, 0, 0, 1, 2, 3, 4])),
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
    const all = new Uint8Array(pieces.flatMap((each) => [...each]));
    const finder = new FrameFinder(all);
    for (let from = 0; from <= all.byteLength; from++) {
      let expected: number | undefined;
      for (let at = from; at < all.byteLength && expected === undefined; at++) {
        if (decodeFrames(all.subarray(at), 1).entries.length > 0) expected = at;
      }
      assert.equal(finder.next(from), expected);
    }
  }));
});

Deno.test("a long frame is found behind damage that looks like the heads of long frames at every place", () => {
  const damage = new Uint8Array(4 * 2 ** 20);
  const view = new DataView(damage.buffer);
  for (let at = 0; at < damage.byteLength; at += 4) view.setUint32(at, 2 ** 21, true);
  const frame = encodeFrame(new Uint8Array(3 * 2 ** 20).fill(9));
  const all = new Uint8Array(damage.byteLength + frame.byteLength);
  all.set(damage);
  all.set(frame, damage.byteLength);
  assert.deepEqual(salvage(all), {
    whole: [{ start: damage.byteLength, end: all.byteLength }],
    entries: 1,
    broken: [{ start: 0, end: damage.byteLength }],
    tail: { start: all.byteLength, end: all.byteLength, looks: "broken" },
  });
});

Deno.test("a full spool takes no more, and again once something was taken", () => {
  using directory = emptyDirectory();
  using spool = new Spool({ directory: directory.path, maxBytes: 60, segmentBytes: 20 });
  assert.ok(spool.append(new Uint8Array(20)));
  assert.ok(spool.append(new Uint8Array(20)));
  assert.equal(spool.append(new Uint8Array(20)), false);
  spool.peek(1);
  spool.advance(1);
  assert.ok(spool.append(new Uint8Array(20)));
});

Deno.test("property: a spool is a queue, through any calls and restarts", () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant("append" as const), size: fc.nat(60) }),
    fc.record({ type: fc.constant("take" as const), bytes: fc.nat(200), share: fc.nat(100) }),
    fc.record({ type: fc.constant("reopen" as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      using directory = emptyDirectory();
      const options = { directory: directory.path, maxBytes: 1e6, segmentBytes: 128 };
      let spool = new Spool(options);
      let next = 0;
      let model: string[] = [];
      for (const each of steps) {
        switch (each.type) {
          case "append": {
            const entry = `${next++}`.padEnd(each.size, ".");
            assert.ok(spool.append(bytes(entry)));
            model.push(entry);
            break;
          }
          case "take": {
            const seen = texts(spool.peek(each.bytes));
            assert.deepEqual(seen, model.slice(0, seen.length));
            assert.equal(seen.length === 0, model.length === 0);
            const count = Math.ceil(seen.length * each.share / 100);
            spool.advance(count);
            model = model.slice(count);
            break;
          }
          case "reopen": {
            spool[Symbol.dispose]();
            spool = new Spool(options);
            // What was taken of an unfinished file comes again, in order, before the rest.
            const again: string[] = [];
            while (spool.length > model.length) {
              const [first] = texts(spool.peek(0));
              again.push(first!);
              spool.advance(1);
            }
            assert.ok(again.length < 128 / 8);
            break;
          }
        }
        assert.equal(spool.length, model.length);
      }
      spool[Symbol.dispose]();
    }),
    { numRuns: 60 },
  );
});
