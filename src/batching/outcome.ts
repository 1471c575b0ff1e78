/** What became of one id of a request. */
export type Outcome<Value> = { readonly value: Value } | { readonly error: unknown };
