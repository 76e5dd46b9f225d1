import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { formatApiKey, toBase62 } from '../domain/access/api-key-format.js';

/** A secret of 256 random bits for a cookie or a form, URL-safe. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A secret of 192 random bits for a mail link: nothing to guess either, and the link fits in a line of a mail. */
export function newLinkToken(): string {
  return randomBytes(24).toString('base64url');
}

/** What is stored of a random secret. Plain SHA-256: there is nothing to guess in 256 random bits. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A one-time set-up token and the hash by which it is known again. */
export function newSetupToken(): { token: string; hash: string } {
  const token = newLinkToken();
  return { token, hash: hashToken(token) };
}

/** Whether a token has that hash, in a time that doesn't tell how much of it was right. */
export function isTokenOf(token: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashToken(token)), Buffer.from(hash));
}

/** A new API key with the part of it that may be shown. */
export function newApiKey(): { key: string; prefix: string } {
  const prefix = randomBytes(4).toString('hex');
  return { key: formatApiKey(prefix, toBase62(randomBytes(32))), prefix };
}
