/** The compiled kernels; part of the module graph, so that a worker needs no permission to read them. */
export declare const simdModule: WebAssembly.Module;

/** What Emscripten's glue makes of the kernels, as far as it is used here. */
export interface Emscripten {
  cwrap(name: string, returns: "number" | null, takes: readonly "number"[]): unknown;
  tfjs?: Readonly<Record<string, unknown>>;
}

/** Emscripten's glue around {@linkcode simdModule}. */
export declare function openEmscripten(options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}): Promise<Emscripten>;
