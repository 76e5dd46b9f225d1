/** What is known of a device's contact. Times in epoch milliseconds; null where it never happened. */
export interface Contact {
  /** When its last message arrived; keep-alives are no messages. */
  readonly lastSeenMs: number | null;
  /** Since when it has been called silent. */
  readonly silentSinceMs: number | null;
  readonly silentAfterSeconds: number;
}

export type ContactChange =
  { readonly kind: 'silent'; readonly atMs: number } | { readonly kind: 'heard'; readonly atMs: number };

/**
 * Whether a device has fallen silent or was heard again. One that never sent anything is not silent but new.
 * The silence began when the patience ended, whenever it is noticed.
 */
export function decideContactChange(contact: Contact, nowMs: number): ContactChange | undefined {
  const { lastSeenMs, silentSinceMs, silentAfterSeconds } = contact;
  if (lastSeenMs === null) return undefined;
  const silentFrom = lastSeenMs + silentAfterSeconds * 1000;
  if (silentSinceMs === null) return nowMs >= silentFrom ? { kind: 'silent', atMs: silentFrom } : undefined;
  if (lastSeenMs <= silentSinceMs) return undefined;
  return { kind: 'heard', atMs: lastSeenMs };
}
