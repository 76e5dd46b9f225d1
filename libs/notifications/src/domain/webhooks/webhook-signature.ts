import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';
/** Bytes of a secret. Standard Webhooks recommends 24 to 64. */
export const SECRET_BYTES = 32;

/** Formats random bytes as the secret of an endpoint. */
export function formatSecret(bytes: Uint8Array): string {
  return `${PREFIX}${Buffer.from(bytes).toString('base64')}`;
}

/** A message as it is signed. */
export interface SignedMessage {
  readonly id: string;
  /** Time of the attempt, in seconds since the epoch. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * Returns the `webhook-signature` header of a message (Standard Webhooks, v1).
 * @param secrets the endpoint's secrets: two during a rotation, so that receivers can change theirs at any time
 */
export function signMessage({ id, timestamp, body }: SignedMessage, secrets: readonly string[]): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
      const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
      return `v1,${signature}`;
    })
    .join(' ');
}
