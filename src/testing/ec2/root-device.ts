/** The device of every simulated root volume. */
export const ROOT_DEVICE = '/dev/xvda';
