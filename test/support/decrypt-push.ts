import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';

/** The keys of a browser, as it created them when it subscribed. */
export interface BrowserKeys {
  /** Private key on P-256. */
  readonly privateKey: Buffer;
  /** Shared secret of 16 bytes. */
  readonly auth: Buffer;
}

const SALT_BYTES = 16;
const TAG_BYTES = 16;
/** Delimiter at the end of the last record, before its padding. */
const LAST_RECORD = 2;

/**
 * Decrypts the body of a push message as a browser does (RFC 8291, with the content encoding of RFC 8188).
 * @throws Error if the message was not encrypted for these keys
 */
export function decryptPush(body: Buffer, { privateKey, auth }: BrowserKeys): string {
  const salt = body.subarray(0, SALT_BYTES);
  const recordSize = body.readUInt32BE(SALT_BYTES);
  const keyLength = body.readUInt8(SALT_BYTES + 4);
  const keyStart = SALT_BYTES + 5;
  const senderKey = body.subarray(keyStart, keyStart + keyLength);
  const record = body.subarray(keyStart + keyLength);
  if (record.length > recordSize) throw new Error('A push message has only one record');
  const browser = createECDH('prime256v1');
  browser.setPrivateKey(privateKey);
  const secret = expand(
    browser.computeSecret(senderKey),
    auth,
    Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), senderKey]),
    32,
  );
  const decipher = createDecipheriv(
    'aes-128-gcm',
    expand(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16),
    expand(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12),
  );
  decipher.setAuthTag(record.subarray(-TAG_BYTES));
  const plain = Buffer.concat([decipher.update(record.subarray(0, -TAG_BYTES)), decipher.final()]);
  const end = plain.findLastIndex((byte) => byte !== 0);
  if (plain[end] !== LAST_RECORD) throw new Error('The record has no end');
  return plain.subarray(0, end).toString('utf8');
}

function expand(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}
