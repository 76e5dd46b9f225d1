import { createHmac, timingSafeEqual } from 'node:crypto';

/** Age after which a signed webhook is refused, so that a recorded webhook can't be replayed later. */
export const SIGNATURE_TOLERANCE_S = 300;

/** Maximum length of a header, enough for many signatures. A longer header is not parsed. */
const MAX_HEADER_LENGTH = 4096;

export interface SignedWebhook {
  /** Value of `Stripe-Signature`. */
  readonly header: string;
  /** The body exactly as it was received. JSON that was parsed and serialized again would not match the signature. */
  readonly body: Uint8Array;
}

export type SignatureVerdict =
  /** @property secret index of the secret that matched */
  | { readonly isValid: true; readonly secret: number; readonly signedAt: Date }
  | { readonly isValid: false; readonly reason: 'malformed' | 'no_match' | 'too_old' | 'in_the_future' };

/**
 * Verifies a webhook's signature: HMAC-SHA256 over `<timestamp>.<body>` (docs.stripe.com/webhooks/signature). The
 * header contains a signature per secret of the endpoint while Stripe rotates them.
 *
 * @param secrets secrets that are accepted: one, or the new and the old one during a rotation
 */
export function verifySignature(
  { header, body }: SignedWebhook,
  secrets: readonly string[],
  now: Date,
): SignatureVerdict {
  const parsed = parseHeader(header);
  if (parsed === null) return { isValid: false, reason: 'malformed' };
  const secret = secrets.findIndex((each) => isSignedWith(each, parsed, body));
  if (secret === -1) return { isValid: false, reason: 'no_match' };
  const age = now.getTime() / 1000 - Number(parsed.timestamp);
  if (age > SIGNATURE_TOLERANCE_S) return { isValid: false, reason: 'too_old' };
  if (age < -SIGNATURE_TOLERANCE_S) return { isValid: false, reason: 'in_the_future' };
  return { isValid: true, secret, signedAt: new Date(Number(parsed.timestamp) * 1000) };
}

interface ParsedHeader {
  /** Seconds since 1970, in the signed form. */
  readonly timestamp: string;
  readonly signatures: readonly Buffer[];
}

function parseHeader(header: string): ParsedHeader | null {
  if (header.length > MAX_HEADER_LENGTH) return null;
  const parts = header.split(',').map((part) => part.trim().split('='));
  const timestamps = parts.filter(([name]) => name === 't').map(([, value = '']) => value);
  const signatures = parts
    .filter(([name, value = '']) => name === 'v1' && /^[0-9a-f]{64}$/.test(value))
    .map(([, value = '']) => Buffer.from(value, 'hex'));
  const [timestamp = '', ...others] = timestamps;
  if (others.length > 0 || !/^\d{1,12}$/.test(timestamp) || signatures.length === 0) return null;
  return { timestamp, signatures };
}

function isSignedWith(secret: string, { timestamp, signatures }: ParsedHeader, body: Uint8Array): boolean {
  // Anyone can sign with an empty secret, so it is never accepted.
  if (secret === '') return false;
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
  return signatures.some((signature) => timingSafeEqual(signature, expected));
}
