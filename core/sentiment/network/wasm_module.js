// TypeScript does not know source-phase imports yet, hence a file of its own.
// @ts-self-types="./wasm_module.d.ts"
import source simd from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm";
import factory from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js";
export const simdModule = simd;
export const openEmscripten = factory;
