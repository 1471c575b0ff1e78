/**
 * A union that completes its known members in an editor and still accepts any other string,
 * since AWS adds values without asking anybody.
 */
export type OpenUnion<Known extends string> = Known | (string & Record<never, never>);
