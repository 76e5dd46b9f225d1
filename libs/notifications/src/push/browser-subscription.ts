import { createHash } from 'node:crypto';

/** Data for sending push messages to a browser: the result of `PushSubscription.toJSON()`. */
export interface BrowserSubscription {
  /** Address of the browser at its push service. It is a secret. */
  readonly endpoint: string;
  readonly keys: {
    /** Public key of the browser, an uncompressed point on P-256 in base64url. */
    readonly p256dh: string;
    /** Shared secret of 16 bytes in base64url. */
    readonly auth: string;
  };
}

/** Returns a hash that identifies a browser's subscription without revealing the endpoint. */
export function hashEndpoint(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('hex');
}
