import { channel } from 'node:diagnostics_channel';

/** The name of every channel of a fleet begins with this; the event's type follows. */
const PREFIX = 'ec2-worker-client:fleet:';

/**
 * Publishes an event of a fleet on the diagnostics channel of its type, if anybody has subscribed. Subscribers get the
 * event itself, which they cannot change. What one of them throws Node reports as an uncaught exception of its own, and
 * the fleet goes on.
 */
export function publishEvent<Event extends { readonly type: string }>(event: Event): Event {
  const told = Object.freeze(event);
  const listeners = channel(`${PREFIX}${event.type}`);
  if (listeners.hasSubscribers) listeners.publish(told);
  return told;
}
