/** HarfBuzz with its subsetter, compiled. */
export declare const subsetModule: WebAssembly.Module;
