/** What a soak has come to. Everything after `endings` has to be zero. */
export class Tally {
  lives = 0;
  crowds = 0;
  instances = 0;
  /** How lives ended: `done`, or the name of the error that their deadline called for. */
  readonly endings: Map<string, number> = new Map();
  /** The errors that callers saw on the way, by class. */
  readonly errors: Map<string, number> = new Map();
  /** What went wrong, in words, by kind. */
  readonly defects: Map<Defect, string[]> = new Map(DEFECTS.map((defect) => [defect, []]));

  noteEnding(name: string): void {
    this.endings.set(name, (this.endings.get(name) ?? 0) + 1);
  }

  noteError(name: string): void {
    this.errors.set(name, (this.errors.get(name) ?? 0) + 1);
  }

  noteDefect(defect: Defect, text: string): void {
    this.defects.get(defect)?.push(text);
  }

  get defectCount(): number {
    return [...this.defects.values()].reduce((sum, found) => sum + found.length, 0);
  }
}

/** What must never happen. */
export const DEFECTS = [
  'duplicate instances',
  'leaked instances',
  'missing instances',
  'wrong error classes',
  'false successes',
  'wrong answers',
  'unhandled rejections',
  'handles left',
  'memory leaks',
] as const;

export type Defect = (typeof DEFECTS)[number];
