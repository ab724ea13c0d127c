import {
  array,
  between,
  bool,
  int16,
  int32,
  int8,
  nullableArray,
  nullableString,
  since,
  string,
  struct,
} from "../codec.ts";

/** Kinds of resource that have a configuration. */
export const TOPIC_RESOURCE = 2;
export const BROKER_RESOURCE = 4;

export const describeConfigsRequest = struct({
  resources: array(struct({ type: int8, name: string, keys: nullableArray(string) })),
  includeSynonyms: since(1, bool, false),
  includeDocumentation: since(3, bool, false),
});

export const describeConfigsResponse = struct({
  throttleTimeMs: int32,
  results: array(struct({
    errorCode: int16,
    errorMessage: nullableString,
    type: int8,
    name: string,
    configs: array(struct({
      name: string,
      value: nullableString,
      readOnly: bool,
      isDefault: between(0, 0, bool, false),
      source: since(1, int8, 0),
      sensitive: bool,
      synonyms: since(
        1,
        array(struct({ name: string, value: nullableString, source: int8 })),
        [],
      ),
      type: since(3, int8, 0),
      documentation: since(3, nullableString, null),
    })),
  })),
});

export const alterConfigsRequest = struct({
  resources: array(struct({
    type: int8,
    name: string,
    configs: array(struct({ name: string, value: nullableString })),
  })),
  validateOnly: bool,
});

export const incrementalAlterConfigsRequest = struct({
  resources: array(struct({
    type: int8,
    name: string,
    /** Operation: 0 set, 1 delete. */
    configs: array(struct({ name: string, operation: int8, value: nullableString })),
  })),
  validateOnly: bool,
});

export const alterConfigsResponse = struct({
  throttleTimeMs: int32,
  results: array(struct({
    errorCode: int16,
    errorMessage: nullableString,
    type: int8,
    name: string,
  })),
});
