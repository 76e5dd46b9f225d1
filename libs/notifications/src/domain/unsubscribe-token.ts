import { createHmac, timingSafeEqual } from 'node:crypto';
import { NOTIFICATION_TYPES, type NotificationType } from './catalogue.js';

/** The emails that an unsubscribe link switches off: those of one type, or digests. */
export interface Unsubscription {
  readonly makerId: string;
  readonly membershipId: string;
  readonly what: NotificationType | 'digest';
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SIGNATURE_BYTES = 16;

/** Returns the token of an unsubscribe link. It is signed, so that people can't unsubscribe others. */
export function formatUnsubscribeToken({ makerId, membershipId, what }: Unsubscription, key: string): string {
  const content = Buffer.from([makerId, membershipId, what].join(' ')).toString('base64url');
  return `${content}.${sign(content, key)}`;
}

/** @returns undefined if `formatUnsubscribeToken` did not create the token with the key */
export function parseUnsubscribeToken(token: string, key: string): Unsubscription | undefined {
  const [content = '', signature = ''] = token.split('.');
  const expected = Buffer.from(sign(content, key));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const [makerId = '', membershipId = '', what = ''] = Buffer.from(content, 'base64url')
    .toString()
    .split(' ');
  const known = (['digest', ...NOTIFICATION_TYPES] as const).find((each) => each === what);
  return UUID.test(makerId) && UUID.test(membershipId) && known
    ? { makerId, membershipId, what: known }
    : undefined;
}

function sign(content: string, key: string): string {
  return createHmac('sha256', key)
    .update(content)
    .digest()
    .subarray(0, SIGNATURE_BYTES)
    .toString('base64url');
}
