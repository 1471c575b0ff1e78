/**
 * The categories of telemetry events that somebody's use of a host brings about: what happens to labs and nodes, and
 * being there at all.
 */
export const ACTIVITY_CATEGORIES: readonly string[] = Object.freeze([
  'start_lab',
  'stop_lab',
  'import_lab',
  'export_lab',
  'start_node',
  'stop_node',
  'queue_node',
  'boot_node',
  'wipe_node',
  'packet_capture',
  'user_activity',
]);

/** The category that every call to the API may leave behind, our own included. */
export const USER_ACTIVITY = 'user_activity';
