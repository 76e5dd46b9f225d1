/** Times that show whether a device is sending, in epoch milliseconds. A time is null if the event never happened. */
export interface Contact {
  /** Arrival of the last message. Keep-alives are ignored. */
  readonly lastSeenMs: number | null;
  /** Time since which the device has been silent; null if it isn't silent. */
  readonly silentSinceMs: number | null;
  readonly silentAfterSeconds: number;
}

export type ContactChange =
  { readonly kind: 'silent'; readonly atMs: number } | { readonly kind: 'heard'; readonly atMs: number };

/**
 * Returns the change if a device has stopped or resumed sending; undefined if nothing has changed. A device that never
 * sent anything is new, not silent. An outage starts when the device's threshold is exceeded, regardless of when this
 * is detected.
 */
export function decideContactChange(contact: Contact, nowMs: number): ContactChange | undefined {
  const { lastSeenMs, silentSinceMs, silentAfterSeconds } = contact;
  if (lastSeenMs === null) return undefined;
  const overdueFrom = lastSeenMs + silentAfterSeconds * 1000;
  if (silentSinceMs === null) return nowMs >= overdueFrom ? { kind: 'silent', atMs: overdueFrom } : undefined;
  if (lastSeenMs <= silentSinceMs) return undefined;
  return { kind: 'heard', atMs: lastSeenMs };
}
