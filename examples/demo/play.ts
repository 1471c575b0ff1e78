import type { Ec2WorkerClient } from 'ec2-worker-client';
import type { Crew } from './crew.js';
import type { Stage } from './stage.js';

/** What every chapter of the story works with. */
export interface Play {
  readonly client: Ec2WorkerClient;
  readonly crew: Crew;
  readonly stage: Stage;
  /** The time in the story, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Ends the story early. */
  readonly signal: AbortSignal;
}
