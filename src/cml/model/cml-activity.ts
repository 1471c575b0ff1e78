/** Signs of use, as far as the host's telemetry shows them. */
export type CmlActivity = KnownActivity | UnknownActivity;

/** What the telemetry shows. */
export interface KnownActivity {
  /** Tells this from {@link UnknownActivity}. */
  readonly known: true;
  /** The latest sign of use by somebody else; `undefined` if there is none. */
  readonly lastActivityAt: Date | undefined;
  /** The latest event of any kind, our own ones included: silence is evidence only while telemetry speaks. */
  readonly lastEventAt: Date | undefined;
  /** How many events there are. */
  readonly events: number;
  /** How many signs of use were left out as those of ignored users. */
  readonly ignored: number;
  /** How many signs of use have a time that cannot be read: any of them may be recent. */
  readonly unreadable: number;
}

/** Nothing can be concluded from the telemetry. */
export interface UnknownActivity {
  /** Tells this from {@link KnownActivity}. */
  readonly known: false;
  /** Why, for people. */
  readonly reason: string;
}
