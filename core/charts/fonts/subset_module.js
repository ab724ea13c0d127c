// @ts-self-types="./subset_module.d.ts"
import source subset from "harfbuzzjs/dist/harfbuzz-subset.wasm";
export const subsetModule = subset;
