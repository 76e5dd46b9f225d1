import { ECDH } from 'node:crypto';
import type { FieldFault } from '#platform/domain';

/** Maximum number of browsers that a person can add. */
export const MAX_BROWSERS = 20;

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const PUBLIC_KEY_BYTES = 65;
const AUTH_BYTES = 16;

/** Returns the faults of the keys of a browser's subscription (RFC 8291, section 3.1). */
export function findKeyFaults({
  p256dh,
  auth,
}: {
  readonly p256dh: string;
  readonly auth: string;
}): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (key: string): void =>
    void faults.push({ pointer: `/keys/${key}`, code: 'notifications.push_key_invalid' });
  if (!isPoint(decode(p256dh))) fault('p256dh');
  if (decode(auth)?.length !== AUTH_BYTES) fault('auth');
  return faults;
}

/** Returns true for an uncompressed point on P-256. Messages can't be encrypted for any other key. */
function isPoint(bytes: Buffer | undefined): boolean {
  if (bytes?.length !== PUBLIC_KEY_BYTES) return false;
  try {
    ECDH.convertKey(bytes, 'prime256v1');
    return true;
  } catch {
    return false;
  }
}

function decode(text: string): Buffer | undefined {
  return BASE64URL.test(text) ? Buffer.from(text, 'base64url') : undefined;
}
