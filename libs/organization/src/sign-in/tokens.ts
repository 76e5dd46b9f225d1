import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { formatApiKey, toBase62 } from '../domain/access/api-key-format.js';

/** Returns a URL-safe secret of 256 random bits for a cookie or a form. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Returns a secret of 192 random bits for a link in an email. It can't be guessed, and the link fits on one line.
 */
export function newLinkToken(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * Returns the stored hash of a random secret. Plain SHA-256 is enough, because 192 or more random bits can't be
 * guessed.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Returns a one-time setup token and its hash. */
export function newSetupToken(): { token: string; hash: string } {
  const token = newLinkToken();
  return { token, hash: hashToken(token) };
}

/** Returns true when a token has the given hash, in constant time. */
export function matchesTokenHash(token: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashToken(token)), Buffer.from(hash));
}

/** Returns a new API key with its public prefix. */
export function newApiKey(): { key: string; prefix: string } {
  const prefix = randomBytes(4).toString('hex');
  return { key: formatApiKey(prefix, toBase62(randomBytes(32))), prefix };
}
