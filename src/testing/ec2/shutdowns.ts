import type { Shutdown } from './simulated-instance.js';

/** The owner stopped or terminated the instance. */
export const USER_SHUTDOWN: Shutdown = {
  code: 'Client.UserInitiatedShutdown',
  message: 'User initiated shutdown',
  initiator: 'User initiated',
};

/** The owner stopped the instance to hibernate it. */
export const USER_HIBERNATE: Shutdown = {
  code: 'Client.UserInitiatedHibernate',
  message: 'User initiated hibernate',
  initiator: 'User initiated',
};

/** AWS took a spot instance back. */
export const SPOT_TERMINATION: Shutdown = {
  code: 'Server.SpotInstanceTermination',
  message: 'Spot instance termination',
  initiator: 'Server.SpotInstanceTermination',
};

/** AWS took a spot instance back that is stopped, or hibernated, rather than terminated. */
export const SPOT_SHUTDOWN: Shutdown = {
  code: 'Server.SpotInstanceShutdown',
  message: 'Spot instance shutdown',
  initiator: 'Server.SpotInstanceShutdown',
};
