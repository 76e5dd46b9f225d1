import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';

const KEY_ID = '1';

/**
 * Encrypts secrets at rest with AES-256-GCM under the installation's key, which is stored outside the database. The
 * key's id precedes the ciphertext.
 */
@Injectable()
export class SecretBox {
  private readonly key: Buffer;

  constructor(private readonly secret: string) {
    this.key = createHash('sha256').update(`secret-box:${secret}`).digest();
  }

  /** Encrypts a string. Returns `<key id>.<iv>.<tag>.<ciphertext>`, with all parts after the key id in base64url. */
  seal(plain: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return [
      KEY_ID,
      iv.toString('base64url'),
      cipher.getAuthTag().toString('base64url'),
      text.toString('base64url'),
    ].join('.');
  }

  /** Decrypts a sealed string. Throws if the string was changed or encrypted with another key. */
  open(sealed: string): string {
    const [keyId, iv, tag, text] = sealed.split('.');
    if (keyId !== KEY_ID || !iv || !tag || text === undefined)
      throw new Error('The text is not sealed with a known key');
    const decipher = createDecipheriv('aes-256-gcm', this.key, Buffer.from(iv, 'base64url'));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString(
      'utf8',
    );
  }

  /**
   * Derives a password that the apps of one installation share for a purpose, such as the broker's internal channel.
   */
  derive(purpose: string): string {
    return createHmac('sha256', this.secret).update(purpose).digest('hex');
  }
}
