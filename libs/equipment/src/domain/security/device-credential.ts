import { createHash, timingSafeEqual } from 'node:crypto';
import { isExpiringSoon } from './certificate.js';

/** Length of a device's secret in bytes. */
export const DEVICE_SECRET_BYTES = 32;

/**
 * Returns the stored form of a device's secret: SHA-256 in hexadecimal. A slow hash such as argon2 is needed for
 * passwords that people choose and others can guess. This secret is 256 random bits and can't be guessed, and with a
 * slow hash the broker would be busy for minutes when a whole fleet reconnects.
 */
export function hashDeviceSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** Compares a secret with the stored hash in constant time. */
export function isDeviceSecret(presented: string, storedHash: string): boolean {
  const presentedHash = Buffer.from(hashDeviceSecret(presented), 'hex');
  const expectedHash = Buffer.from(storedHash, 'hex');
  return presentedHash.length === expectedHash.length && timingSafeEqual(presentedHash, expectedHash);
}

/** The validity of a credential. */
export interface CredentialTerm {
  /** End of the overlap after a rotation; null if none is set. */
  readonly validUntil: Date | null;
  readonly revokedAt: Date | null;
  /** End of the certificate's own validity; null or undefined for passwords. */
  readonly notAfter?: Date | null;
}

export type CredentialState = 'active' | 'ending' | 'expired' | 'revoked';

export function credentialStateAt(
  { validUntil, revokedAt, notAfter = null }: CredentialTerm,
  now: Date,
): CredentialState {
  if (revokedAt !== null) return 'revoked';
  if ([validUntil, notAfter].some((end) => end !== null && end <= now)) return 'expired';
  return validUntil !== null || (notAfter !== null && isExpiringSoon(notAfter, now)) ? 'ending' : 'active';
}

/** Returns true when a device may connect with the credential now. */
export function isCredentialUsable(term: CredentialTerm, now: Date): boolean {
  const state = credentialStateAt(term, now);
  return state === 'active' || state === 'ending';
}

/** The effect of a rotation on a credential in use. */
export type RotationStep =
  { readonly kind: 'revoke' } | { readonly kind: 'end'; readonly at: Date } | { readonly kind: 'keep' };

/**
 * Returns the effect of a new credential on an older one. The older credential stays valid for the overlap, so that the
 * device can receive the new credential while it runs. Without an overlap, the older credential is revoked now, and its
 * connection is closed. An earlier end that was already set does not change.
 * @param overlapHours null for no rotation, so that older credentials stay valid
 */
export function planRotation(older: CredentialTerm, now: Date, overlapHours: number | null): RotationStep {
  if (overlapHours === null || !isCredentialUsable(older, now)) return { kind: 'keep' };
  if (overlapHours <= 0) return { kind: 'revoke' };
  const at = new Date(now.getTime() + overlapHours * 3_600_000);
  return older.validUntil !== null && older.validUntil <= at ? { kind: 'keep' } : { kind: 'end', at };
}

/**
 * Returns the credential that a device last connected with; null before its first connection. A rotation is complete
 * when this is the new credential.
 */
export function findLastUsed<Credential extends { readonly lastUsedAt: Date | null }>(
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
 * Returns the name of a device's certificates at a broker that checks only common names: the maker's slug and the
 * device's code. The product accepts no other name there, because the name might belong to another maker or be the
 * login of an app.
 * @param username user name of any credential of the device, `<slug>/<code>/<number>`
 */
export function toCertificateName(username: string): string {
  return username.replace(/\/\d+$/, '');
}

/** Returns the root of a device's topics, such as `<root>/telemetry`, `<root>/event` and `<root>/state`. */
export function deviceTopic(makerSlug: string, deviceCode: string): string {
  return `eaas/${makerSlug}/${deviceCode}`;
}
