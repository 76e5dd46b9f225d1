import { createHash, timingSafeEqual } from 'node:crypto';
import { isEndingSoon } from './certificate.js';

/** Bytes of a device's secret. */
export const DEVICE_SECRET_BYTES = 32;

/**
 * The stored form of a device's secret: SHA-256, hex. A slow hash such as argon2 protects secrets that people choose and
 * others can guess; this one is 256 random bits, which nobody tries through, and a slow hash would only let a fleet that
 * reconnects all at once keep the broker busy for minutes.
 */
export function hashDeviceSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** Whether a shown secret is the stored one, in a time that doesn't tell how much of it was right. */
export function isDeviceSecret(shown: string, storedHash: string): boolean {
  const given = Buffer.from(hashDeviceSecret(shown), 'hex');
  const stored = Buffer.from(storedHash, 'hex');
  return given.length === stored.length && timingSafeEqual(given, stored);
}

/** When a credential is good. */
export interface CredentialTerm {
  /** End of the overlap after a rotation; null: none set. */
  readonly validUntil: Date | null;
  readonly revokedAt: Date | null;
  /** The end of a certificate's own validity; null or absent: a password has none. */
  readonly notAfter?: Date | null;
}

export type CredentialState = 'active' | 'ending' | 'expired' | 'revoked';

export function credentialStateAt(
  { validUntil, revokedAt, notAfter = null }: CredentialTerm,
  now: Date,
): CredentialState {
  if (revokedAt !== null) return 'revoked';
  if ([validUntil, notAfter].some((end) => end !== null && end <= now)) return 'expired';
  return validUntil !== null || (notAfter !== null && isEndingSoon(notAfter, now)) ? 'ending' : 'active';
}

/** Whether a device may connect with it now. */
export function isCredentialUsable(term: CredentialTerm, now: Date): boolean {
  const state = credentialStateAt(term, now);
  return state === 'active' || state === 'ending';
}

/** What a rotation does to a credential that is in use. */
export type RotationStep =
  { readonly kind: 'revoke' } | { readonly kind: 'end'; readonly at: Date } | { readonly kind: 'keep' };

/**
 * What becomes of an older credential when a new one is issued: it stays good for the overlap, so that the device can be
 * given the new one while it runs. Without an overlap it ends now, and with it the connection that it opened; an end
 * that was set before is never put off.
 * @param overlapHours null: nothing is rotated, the new credential stands beside the older ones
 */
export function planRotation(older: CredentialTerm, now: Date, overlapHours: number | null): RotationStep {
  if (overlapHours === null || !isCredentialUsable(older, now)) return { kind: 'keep' };
  if (overlapHours <= 0) return { kind: 'revoke' };
  const at = new Date(now.getTime() + overlapHours * 3_600_000);
  return older.validUntil !== null && older.validUntil <= at ? { kind: 'keep' } : { kind: 'end', at };
}

/**
 * Which of a device's credentials it uses: the one that it connected with last, null before it ever did. So the end of a
 * rotation is seen: the new one was used after the old one.
 */
export function findUsed<Credential extends { readonly lastUsedAt: Date | null }>(
  credentials: readonly Credential[],
): Credential | null {
  return credentials.reduce<Credential | null>(
    (latest, each) =>
      each.lastUsedAt !== null && (!latest?.lastUsedAt || each.lastUsedAt > latest.lastUsedAt)
        ? each
        : latest,
    null,
  );
}

/**
 * The name under which a broker that looks at nothing but common names knows a device's certificates: its maker's slug and its
 * code. No other name is taken there: any might be another maker's, or the login of an app.
 * @param username of any credential of the device, `<slug>/<code>/<number>`
 */
export function certificateNameOf(username: string): string {
  return username.replace(/\/\d+$/, '');
}

/** Everything that a device may publish lies under it: `<topic>/telemetry`, `/event`, `/state`. */
export function deviceTopic(makerSlug: string, deviceCode: string): string {
  return `eaas/${makerSlug}/${deviceCode}`;
}
