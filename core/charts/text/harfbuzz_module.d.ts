/** HarfBuzz, compiled; part of the module graph, so that a worker needs no permission to read it. */
export declare const harfbuzzModule: WebAssembly.Module;
