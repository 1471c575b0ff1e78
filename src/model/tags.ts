/** An instance's tags: key to value. Both are case-sensitive. */
export type Tags = Readonly<Record<string, string>>;
