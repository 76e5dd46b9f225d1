import { createECDH, randomBytes } from 'node:crypto';
import { findKeyFaults } from './push-subscription.js';

const point = createECDH('prime256v1').generateKeys();
const p256dh = point.toString('base64url');
const auth = randomBytes(16).toString('base64url');
const bytes = (length: number): string => Buffer.alloc(length, 4).toString('base64url');

describe('keys of a browser', () => {
  it.each<[string, string, string, string[]]>([
    ['are valid', p256dh, auth, []],
    ['have a point of 65 bytes', bytes(64), auth, ['/keys/p256dh']],
    ['have an uncompressed point', `A${p256dh.slice(1)}`, auth, ['/keys/p256dh']],
    ['have a point on the curve', bytes(65), auth, ['/keys/p256dh']],
    ['have a secret of 16 bytes', p256dh, bytes(15), ['/keys/auth']],
    ['are in base64url', `${p256dh.slice(0, -1)}=`, `${auth.slice(0, -1)}+`, ['/keys/p256dh', '/keys/auth']],
    ['are not empty', '', '', ['/keys/p256dh', '/keys/auth']],
  ])('%s', (_, first, second, pointers) => {
    const faults = findKeyFaults({ p256dh: first, auth: second });
    expect(faults.map(({ pointer }) => pointer)).toEqual(pointers);
  });
});
