import { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs";
import { testBackend } from "./known_answers.ts";
import { type Emscripten, openEmscripten, simdModule } from "./wasm_module.js";

let opened: Promise<void> | undefined;

/**
 * Makes tfjs compute with its WebAssembly kernels in this thread, after a check against known answers.
 *
 * The plain JavaScript backend takes twelve times as long for a matrix product. A single thread keeps the order of
 * summation, so that training is reproducible. tfjs's own loader reads the kernels from a file, which the trainer has no
 * permission for: this one takes them from the module graph.
 */
export function openBackend(): Promise<void> {
  return opened ??= open();
}

async function open(): Promise<void> {
  const emscripten = await openEmscripten({
    instantiateWasm(imports, done) {
      void WebAssembly.instantiate(simdModule, imports)
        .then((instance) => done(instance, simdModule));
      return {};
    },
  });
  bind(emscripten);
  tf.enableProdMode();
  tf.removeBackend("wasm");
  tf.registerBackend(
    "wasm",
    // @ts-expect-error: the types require the whole Emscripten module; only the functions bound above and the heap are used.
    () => new BackendWasm(emscripten),
  );
  await tf.setBackend("wasm");
  testBackend();
}

/** Binds the kernels' functions under the names that tfjs's backend calls, as tfjs's own loader does. */
function bind(emscripten: Emscripten): void {
  const number = "number";
  emscripten.tfjs = {
    init: emscripten.cwrap("init", null, []),
    initWithThreadsCount: emscripten.cwrap("init_with_threads_count", null, [number]),
    getThreadsCount: emscripten.cwrap("get_threads_count", number, []),
    registerTensor: emscripten.cwrap("register_tensor", null, [number, number, number]),
    disposeData: emscripten.cwrap("dispose_data", null, [number]),
    dispose: emscripten.cwrap("dispose", null, []),
  };
}
