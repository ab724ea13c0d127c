import assert from "node:assert/strict";
import { PermanentError } from "../base/errors.ts";
import { storageError } from "./storage_error.ts";
import { throughFullDisk } from "./through_full_disk.ts";

const full = Object.assign(new Error("No space left on device (os error 28)"), { code: "ENOSPC" });

Deno.test("a full disk is waited for, told once and when there is room, as the system and we put it", async () => {
  const failures = [
    full,
    storageError("write in /srv/x", full),
    new PermanentError("the disk is full"),
  ];
  for (const failure of failures) {
    const told: string[] = [];
    let attempts = 0;
    const result = await throughFullDisk(
      () => ++attempts < 4 ? Promise.reject(failure) : Promise.resolve("started"),
      {
        signal: new AbortController().signal,
        log: (_level, text) => told.push(text),
        pauseMs: 1,
      },
    );
    assert.equal(result, "started");
    assert.equal(told.length, 2);
    assert.match(told[0] ?? "", /Trying again until there is room$/);
    assert.match(told[1] ?? "", /^There is room again, after /);
  }
});

Deno.test("any other error is not waited for, and a signal ends the waiting", async () => {
  const options = { signal: new AbortController().signal, log: () => {}, pauseMs: 1 };
  const denied = Object.assign(new Error("denied"), { code: "EACCES" });
  await assert.rejects(throughFullDisk(() => Promise.reject(denied), options), /denied/);
  const stop = AbortSignal.abort();
  assert.equal(
    await throughFullDisk(() => Promise.reject(full), { ...options, signal: stop }),
    undefined,
  );
});
