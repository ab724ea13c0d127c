// TypeScript does not know source-phase imports yet, hence a file of its own.
// @ts-self-types="./resvg_module.d.ts"
import source resvg from "@resvg/resvg-wasm/index_bg.wasm";
export const resvgModule = resvg;
