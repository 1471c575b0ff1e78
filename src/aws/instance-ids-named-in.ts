/** Ids as they are, and what AWS quotes as no id at all: `Invalid id: "worker-1"`. */
const NAMED_IDS = /(?<![\w-])i-[0-9a-z]+\b|(?<=invalid id: ")[^"]+/gi;

/** The instance ids that a message of AWS names, each once: of many in a request, those at fault. */
export function instanceIdsNamedIn(message: string): string[] {
  return [...new Set(message.match(NAMED_IDS) ?? [])];
}
