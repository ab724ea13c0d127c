// TypeScript does not know source-phase imports yet, hence a file of its own.
// @ts-self-types="./harfbuzz_module.d.ts"
import source harfbuzz from "harfbuzzjs/dist/harfbuzz.wasm";
export const harfbuzzModule = harfbuzz;
