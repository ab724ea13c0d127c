import { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs";
import { testBackend } from "./known_answers.ts";
import { type Emscripten, openEmscripten, simdModule } from "./wasm_module.js";

let opened: Promise<void> | undefined;

/**
 * Makes tfjs compute on its WebAssembly kernels, in this thread, and has them answer questions with known answers first.
 *
 * The plain JavaScript backend takes twelve times as long for a product. One thread, so that sums are always made in the
 * same order. tfjs's own loader reads the kernels' file, for which the trainer has no permission; hence our own.
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
    // @ts-expect-error: its types ask for all of Emscripten's module; it uses what is bound above, and the heap.
    () => new BackendWasm(emscripten),
  );
  await tf.setBackend("wasm");
  testBackend();
}

/** What tfjs's loader does to the module before its backend takes it. */
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
