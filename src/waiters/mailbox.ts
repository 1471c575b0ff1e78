/** Beyond this many of one sender the oldest are dropped: a reader who is slow must not fill the memory. */
const MOST_PER_SENDER = 100;

interface Letter<Content> {
  readonly sender: string;
  readonly content: Content;
}

/** Keeps what many senders have to say until a reader takes it, in order. */
export class Mailbox<Content> {
  #letters: Letter<Content>[] = [];
  readonly #counts = new Map<string, number>();
  #closing: { readonly reason: unknown } | undefined;
  #reader:
    | { readonly resolve: (content: Content) => void; readonly reject: (reason: unknown) => void }
    | undefined;

  put(sender: string, content: Content): void {
    const reader = this.#reader;
    if (reader !== undefined) {
      this.#reader = undefined;
      reader.resolve(content);
      return;
    }
    const count = (this.#counts.get(sender) ?? 0) + 1;
    if (count > MOST_PER_SENDER) this.#dropOldestOf(sender);
    this.#counts.set(sender, Math.min(count, MOST_PER_SENDER));
    this.#letters.push({ sender, content });
  }

  /** The next letter. Rejects with the reason once it is closed, after what was put in before is taken. */
  take(): Promise<Content> {
    return new Promise((resolve, reject) => {
      const letter = this.#letters.shift();
      if (letter === undefined) {
        this.#reader = { resolve, reject };
        this.#tellEnd();
        return;
      }
      this.#counts.set(letter.sender, (this.#counts.get(letter.sender) ?? 1) - 1);
      resolve(letter.content);
    });
  }

  /** Takes no more letters. */
  close(reason: unknown): void {
    this.#closing ??= { reason };
    this.#tellEnd();
  }

  #tellEnd(): void {
    if (this.#closing === undefined) return;
    this.#reader?.reject(this.#closing.reason);
    this.#reader = undefined;
  }

  #dropOldestOf(sender: string): void {
    const index = this.#letters.findIndex((letter) => letter.sender === sender);
    this.#letters.splice(index, 1);
  }
}
