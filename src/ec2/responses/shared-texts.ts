/** So many texts are enough for the types, images, networks and tags of a fleet. */
const MOST_TEXTS = 2_000;

/**
 * Keeps one copy of texts that come again and again. Each reply is parsed into texts of its own, and a listing of
 * thousands of instances would keep as many copies of the same few.
 */
export class SharedTexts {
  readonly #texts = new Map<string, string>();

  share(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= MOST_TEXTS) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }
}
