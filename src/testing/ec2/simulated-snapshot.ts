/** A snapshot of a volume, as it was made. */
export interface SimulatedSnapshot {
  readonly snapshotId: string;
  readonly volumeId: string;
  readonly sizeGiB: number;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | undefined;
  readonly description: string;
  readonly startedAt: number;
  readonly completesAt: number;
  /** Why the copy failed, once it has. */
  failure?: string;
}

/** How the copying of a snapshot stands. */
export function snapshotState(snapshot: SimulatedSnapshot, now: number): 'pending' | 'completed' | 'error' {
  if (snapshot.failure !== undefined) return 'error';
  return now >= snapshot.completesAt ? 'completed' : 'pending';
}
