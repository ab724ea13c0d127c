/**
 * Prefixes of `UNPACKED` compressed by other implementations: python-lz4 4.4, python-snappy 0.7 in Java's framing,
 * python-zstandard 0.25, and Python's gzip.
 */
export const UNPACKED = new TextEncoder().encode(
  Array.from({ length: 10_000 }, (_, i) => `post ${i % 10}\n`).join(""),
);

type CodecName = "gzip" | "snappy" | "lz4" | "zstd";

/** Codec, length of the prefix, what is special, and the compressed bytes in base64. */
export const PACKED: readonly (readonly [CodecName, number, string, string])[] = [
  [
    "gzip",
    70000,
    "gzip, one member",
    "H4sIAAAAAAACA+3MuQ2AMAAEsJ4pMgLhC0xFJLK/EDrGcOXO/X5Gmaf+UcMS1rCFPRyhhTNcwWKxWCwWi8VisVgsFo" +
    "vFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFY" +
    "LBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxW" +
    "KxWCwWi8VisVgsFovFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxWKxWCwW" +
    "i8VisVgsFovFYrFYLBaLxWKxWCwWy7+8aIliFnARAQA=",
  ],
  [
    "gzip",
    70000,
    "gzip, two members",
    "H4sIAAAAAAACA+3MuQ2AMAAEsJ4pMgLhC0xFJLK/ELoZ6Fy5c7+fUeapf9SwhDVsYQ9HaOEMV7BYLBaLxWKxWCwWi8" +
    "VisVgsFovFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxWKxWCwWi8VisVgs" +
    "FovFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxWKxWCwWi8Xy9/ICvo0GBLmIAAAfiwgAAAAAAAID7cy5DYAwAA" +
    "SwnikyAuELTBUksr9AuhnoXLlzf0aZp7t/1LCENWxhD0do4QxXsFgsFovFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFY" +
    "LBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxWKxWCwWi8VisVgsFovFYrFYLBaLxW" +
    "KxWCwWi8VisVgsFovFYrFYLBaLxfLz8gK3INhJt4gAAA==",
  ],
  [
    "snappy",
    5000,
    "snappy as it is (librdkafka)",
    "iCcYcG9zdCAwCgUHADEJBwAyCQcAMwkHADQJBwA1CQcANgkHADcJBwA4CQcAOQkH/kYA/kYA/kYA/kYA/kYA/kYA/k" +
    "YA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA" +
    "/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/k" +
    "YA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA" +
    "/kYA/kYA8kYA",
  ],
  [
    "snappy",
    5000,
    "snappy in Java's blocks",
    "glNOQVBQWQAAAAABAAAAAQAAAI2AEBhwb3N0IDAKBQcAMQkHADIJBwAzCQcANAkHADUJBwA2CQcANwkHADgJBwA5CQ" +
    "f+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+" +
    "RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgDSRgAAAACLgBAgIDIKcG9zdCAzCQcANAkHADUJBwA2CQcANwkHADgJBwA5CQ" +
    "cAMAkHADEJB/5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5G" +
    "AP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAOJGAAAAAFeIBxhvc3QgNQpwAQcANgkHADcJBwA4CQcAOQkHAD" +
    "AJBwAxCQcAMgkHADMJBwA0CQf+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD2RgA=",
  ],
  [
    "snappy",
    5000,
    "snappy in Java's blocks, twice a head",
    "glNOQVBQWQAAAAABAAAAAQAAAI2AEBhwb3N0IDAKBQcAMQkHADIJBwAzCQcANAkHADUJBwA2CQcANwkHADgJBwA5CQ" +
    "f+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgD+" +
    "RgD+RgD+RgD+RgD+RgD+RgD+RgD+RgDSRgAAAABYuQcgIDIKcG9zdCAzCQcANAkHADUJBwA2CQcANwkHADgJBwA5CQ" +
    "cAMAkHADEJB/5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAP5GAMZGAIJTTkFQUFkAAAAAAQAAAAEA" +
    "AACJzw8cOApwb3N0IDkJBwAwCQcAMQkHADIJBwAzCQcANAkHADUJBwA2CQcANwkH/kYA/kYA/kYA/kYA/kYA/kYA/k" +
    "YA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA/kYA" +
    "/kYAFUY=",
  ],
  [
    "lz4",
    70000,
    "lz4, independent blocks (Java)",
    "BCJNGGBAgjgBAABxcG9zdCAwCgcAEjEHABIyBwASMwcAEjQHABI1BwASNgcAEjcHABI4BwASOQcAD0YA//////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "/////////////////////////////////////////////////////////////51QIDEKcG9JAAAAsnN0IDIKcG9zdC" +
    "AzBwASNAcAEjUHABI2BwASNwcAEjgHABI5BwASMAcAEjEHAA9GAP//////////////////////IFBzdCA5CgAAAAA=",
  ],
  [
    "lz4",
    70000,
    "lz4, linked blocks",
    "BCJNGEBAwDgBAABxcG9zdCAwCgcAEjEHABIyBwASMwcAEjQHABI1BwASNgcAEjcHABI4BwASOQcAD0YA//////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "/////////////////////////////////////////////////////////////51QIDEKcG8bAAAAD/D///////////" +
    "////////////9pUHN0IDkKAAAAAA==",
  ],
  [
    "lz4",
    70000,
    "lz4, every checksum and a size",
    "BCJNGFxAcBEBAAAAAADjOAEAAHFwb3N0IDAKBwASMQcAEjIHABIzBwASNAcAEjUHABI2BwASNwcAEjgHABI5BwAPRg" +
    "D/////////////////////////////////////////////////////////////////////////////////////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "////////////////////////////////////////////////////////////////////////nVAgMQpwby+OCb4bAA" +
    "AAD/D///////////////////////9pUHN0IDkKHl7uiQAAAAATAvg+",
  ],
  [
    "lz4",
    70000,
    "lz4, big blocks, high compression",
    "BCJNGGhQcBEBAAAAAAA2SAEAAHFwb3N0IDAKBwASMQcAEjIHABIzBwASNAcAEjUHABI2BwASNwcAEjgHAC85CkYA//" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "///yRQc3QgOQoAAAAA",
  ],
  [
    "lz4",
    70000,
    "lz4, two frames and one to skip",
    "BCJNGGhAuYgAAAAAAABSwAAAAHFwb3N0IDAKBwASMQcAEjIHABIzBwASNAcAEjUHABI2BwASNwcAEjgHABI5BwAPRg" +
    "D/////////////////////////////////////////////////////////////////////////////////////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "//3lB0IDkKcAAAAABVKk0YAwAAAGFiYwQiTRhoQLeIAAAAAAAA58AAAABwb3N0IDAKcAcAEjEHABIyBwASMwcAEjQH" +
    "ABI1BwASNgcAEjcHABI4BwASOQcAD0YA//////////////////////////////////////////////////////////" +
    "//////////////////////////////////////////////////////////////////////////////////////////" +
    "/////////////////////////////////91Qc3QgOQoAAAAA",
  ],
  [
    "zstd",
    70000,
    "zstd with a content size",
    "KLUv/aRwEQEAvYoAynHuRBDQZThAPXBaklJKmRJ16IQOTARIBEgE3ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLx" +
    "oJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPh" +
    "ci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7k" +
    "Uj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgk" +
    "XO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey7" +
    "1oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReN" +
    "hMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcL" +
    "kXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLvei" +
    "kXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei" +
    "73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVe" +
    "NBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRs" +
    "LlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjc" +
    "i0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70U" +
    "i43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmX" +
    "e9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLx" +
    "oJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPh" +
    "ci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5TAQAALChoEAEAjhci8aCZd70U" +
    "i43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmX" +
    "e9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLx" +
    "oJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPh" +
    "ci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7k" +
    "Uj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgk" +
    "XO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey7" +
    "1oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReN" +
    "hMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcL" +
    "kXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLvei" +
    "kXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei" +
    "73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVe" +
    "NBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRs" +
    "LlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjc" +
    "i0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70U" +
    "i43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmX" +
    "e9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLx" +
    "oJl3vRSLgBNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmX" +
    "e9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLx" +
    "oJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPh" +
    "ci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7k" +
    "Uj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgk" +
    "XO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey7" +
    "1oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReN" +
    "hMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcL" +
    "kXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLvei" +
    "kXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei" +
    "73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVe" +
    "NBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRs" +
    "LlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjc" +
    "i0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70U" +
    "i43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmX" +
    "e9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLx" +
    "oJl3vRSLjci0bC5V40Ei73opFwuReNBMKLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu" +
    "96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXj" +
    "QSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC" +
    "5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43I" +
    "tGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FI" +
    "uNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3" +
    "vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8a" +
    "CZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4X" +
    "IvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5F" +
    "I+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJF" +
    "zuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9" +
    "aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjY" +
    "TLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5" +
    "F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73op" +
    "FwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu" +
    "96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXj" +
    "QSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu9wqnDqQUAP/7A+O/AAMAAAAAAAAAzHzU//8HNVE5",
  ],
  [
    "zstd",
    70000,
    "zstd without a content size",
    "KLUv/QA4vYoAynHuRBDQZThAPXBaklJKmRJ16IQOTARIBEgE3ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3" +
    "vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8a" +
    "CZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4X" +
    "IvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5F" +
    "I+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJF" +
    "zuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9" +
    "aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjY" +
    "TLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5" +
    "F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73op" +
    "FwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu" +
    "96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXj" +
    "QSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC" +
    "5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43I" +
    "tGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FI" +
    "uNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3" +
    "vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8a" +
    "CZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5TAQAALChoEAEAjhci8aCZd70Ui43I" +
    "tGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FI" +
    "uNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3" +
    "vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8a" +
    "CZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4X" +
    "IvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5F" +
    "I+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJF" +
    "zuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9" +
    "aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjY" +
    "TLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5" +
    "F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73op" +
    "FwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu" +
    "96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXj" +
    "QSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC" +
    "5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43I" +
    "tGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FI" +
    "uNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3" +
    "vRSLgBNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FI" +
    "uNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3" +
    "vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8a" +
    "CZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4X" +
    "IvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5F" +
    "I+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJF" +
    "zuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9" +
    "aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjY" +
    "TLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5" +
    "F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73op" +
    "FwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu" +
    "96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXj" +
    "QSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC" +
    "5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43I" +
    "tGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FI" +
    "uNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3" +
    "vRSLjci0bC5V40Ei73opFwuReNBMKLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KR" +
    "cLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLv" +
    "eikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40" +
    "Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwu" +
    "VeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyL" +
    "RsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSL" +
    "jci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd7" +
    "0Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGg" +
    "mXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+Fy" +
    "LxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRS" +
    "Phci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc" +
    "7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvW" +
    "gkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42E" +
    "y71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuR" +
    "eNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KR" +
    "cLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLv" +
    "eikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu9wqnDqQUAP/7A+O/AAMAAAAAAAAAzHzU//8=",
  ],
  [
    "zstd",
    70000,
    "zstd flushed in the middle",
    "KLUv/QBYREYAWjm9IhDQZThALeCYJKWUMiXqEgkdKQIlAiUC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuN" +
    "yLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vR" +
    "SLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZ" +
    "d70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIv" +
    "GgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+" +
    "FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzu" +
    "RSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aC" +
    "Rc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTL" +
    "vWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRcAgaCwCAMMBAEhiPhci8aCZd70Ui43ItGwuVeNB" +
    "Iu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLl" +
    "XjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0" +
    "bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui4" +
    "3ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9" +
    "FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJ" +
    "l3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci" +
    "8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj" +
    "4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcHvRSLjci0bC5V" +
    "40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItG" +
    "wuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuN" +
    "yLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vR" +
    "SLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZ" +
    "d70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIv" +
    "GgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+" +
    "FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzu" +
    "RSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9KI" +
    "PwopFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVe" +
    "NBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRs" +
    "LlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjc" +
    "i0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70U" +
    "i43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmX" +
    "e9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLx" +
    "oJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPh" +
    "ci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7k" +
    "Uj4XIvGgmXAZOGpBQA//sD478AAwAAAHDZWP//A00AAAABALSIXYQ+gA==",
  ],
  [
    "zstd",
    70000,
    "zstd, two frames",
    "KLUv/WC5h0VGAFo5vSIQ0GU4QC3gmCSllDIl6hIJHSkCJQIlAuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSL" +
    "jci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd7" +
    "0Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGg" +
    "mXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+Fy" +
    "LxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRS" +
    "Phci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc" +
    "7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvW" +
    "gkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42E" +
    "y71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXAIGgsAgDDAQBIYj4XIvGgmXe9FIuNyLRsLlXj" +
    "QSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC" +
    "5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43I" +
    "tGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FI" +
    "uNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3" +
    "vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8a" +
    "CZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4X" +
    "IvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5F" +
    "I+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXB70Ui43ItGwu" +
    "VeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyL" +
    "RsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSL" +
    "jci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd7" +
    "0Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGg" +
    "mXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+Fy" +
    "LxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRS" +
    "Phci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc" +
    "7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvS" +
    "iD8KKRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLl" +
    "XjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0" +
    "bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui4" +
    "3ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9" +
    "FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJ" +
    "l3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci" +
    "8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj" +
    "4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO" +
    "5FI+FyLxoJlwGThqQUAP/7A+O/AAMAAABw2Vj//wMotS/9YLeHRUYAOjm9IhDQZThAPXBaklJKmRJ16IQOKQIlAiUC" +
    "5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43I" +
    "tGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FI" +
    "uNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3" +
    "vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8a" +
    "CZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4X" +
    "IvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5F" +
    "I+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJF" +
    "zuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9" +
    "aCRcDgMBICBsGAgAARIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4X" +
    "IvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5F" +
    "I+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJF" +
    "zuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9" +
    "aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjY" +
    "TLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5" +
    "F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73op" +
    "FwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu" +
    "96KRcLkXjYTLvWgkXO5FI+FyLxoJB0Uj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70U" +
    "i43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmX" +
    "e9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLx" +
    "oJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPh" +
    "ci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7k" +
    "Uj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgk" +
    "XO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey7" +
    "1oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReN" +
    "hMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveiCcKLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43I" +
    "tGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FI" +
    "uNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3" +
    "vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8a" +
    "CZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4X" +
    "IvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5F" +
    "I+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJF" +
    "zuRSPhci8aCZd70Ui43ItGwuVeNBIu96KRcLkXjYTLvWgkXO5FI+FyLxoJl3vRSLjci0bC5V40Ei73opFwuReNhMu9" +
    "aCRc7kUj4XIvGgmXe9FIuNyLRsLlXjQSLveikXC5F42Ey71oJFzuAZOGpBQA//sB478AAwAAAHDZWP//Aw==",
  ],
];
