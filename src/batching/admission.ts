/** Who may send a request, and how much in it: the way to a rate limit that several lanes share. */
export interface Admission {
  /** Takes the place of one request for one id, if that is free at once. */
  tryEnter(): boolean;
  /** Waits for the same in line with all others. Rejects with the signal's reason as soon as it aborts. */
  enter(signal: AbortSignal): Promise<void>;
  /** Takes room for up to `wanted` further ids in the same request. @returns For how many there is room. */
  claim(wanted: number): number;
  /** Gives back what was entered and is not needed after all. */
  leave(): void;
}
