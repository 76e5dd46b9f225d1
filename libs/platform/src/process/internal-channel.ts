/**
 * Topics of the broker's internal channel, on which the apps of one installation exchange hints. Hints aren't stored. A
 * subscriber that misses a hint finds the same fact in the database.
 */
export const INTERNAL_CHANNEL = {
  /**
   * Update of live values from a device of a machine or site: `{deviceKey, deviceId, machineId, siteId, at, values,
   * qualities?, state?}`.
   */
  live: (makerId: string, deviceId: string) => `dutycycle/internal/live/${makerId}/${deviceId}`,
  liveOfAll: 'dutycycle/internal/live/+/+',
  /** Readings of these devices await evaluation: `{deviceKeys: number[]}`. */
  dirty: (makerId: string) => `dutycycle/internal/dirty/${makerId}`,
  dirtyOfAll: 'dutycycle/internal/dirty/+',
  /** Hint about a change, for sockets: `{kind, id, customerId?, technicianId?, machineId?}`. */
  hint: (makerId: string) => `dutycycle/internal/hint/${makerId}`,
  hintOfAll: 'dutycycle/internal/hint/+',
  /** A device's credential was revoked, so its connection must be closed: `{deviceId, username}`. */
  revoked: (makerId: string) => `dutycycle/internal/revoked/${makerId}`,
  revokedOfAll: 'dutycycle/internal/revoked/+',
  /**
   * Live values of these machines and sites are being viewed: `{places: string[]}`, which contains their ids. The
   * message is valid for `WATCHED_FOR_MS`.
   */
  watched: (makerId: string) => `dutycycle/internal/watched/${makerId}`,
  watchedOfAll: 'dutycycle/internal/watched/+',
} as const;

/** Validity of a `watched` message. Viewers renew it before it expires. */
export const WATCHED_FOR_MS = 20_000;

/** Purpose for which the internal channel's password is derived. */
export const INTERNAL_CHANNEL_PURPOSE = 'internal-channel';
export const INTERNAL_CHANNEL_USER = 'dutycycle-internal';
