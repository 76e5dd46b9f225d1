import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretBox } from '#platform';
import {
  formatKnownBrowser,
  type KnownBrowser,
  parseKnownBrowser,
  withSignature,
} from '../domain/access/known-browser.js';

const BYTES = 16;

/**
 * Recognizes browsers in which an account has signed in before (OWASP's device cookies), so that wrong passwords from
 * other browsers don't slow down the account's owner. Nothing is stored, because the cookie is signed with the
 * installation's secret.
 */
@Injectable()
export class KnownBrowsers {
  private readonly key: string;

  constructor(box: SecretBox) {
    this.key = box.derive('known browsers');
  }

  /**
   * @param cookie the browser's cookie
   * @param email email address of the account, in lower case
   * @returns the browser's id if the account has signed in with the browser before; otherwise undefined
   */
  recognise(cookie: string | null, email: string): string | undefined {
    const browser = parseKnownBrowser(cookie);
    if (!browser) return undefined;
    const expected = Buffer.from(this.sign(browser, email));
    return browser.signatures.some((signature) => timingSafeEqual(Buffer.from(signature), expected))
      ? browser.id
      : undefined;
  }

  /**
   * Returns the browser's new cookie after the account's owner has signed in with the browser.
   * @param cookie the browser's current cookie
   */
  remember(cookie: string | null, email: string): string {
    const browser = parseKnownBrowser(cookie) ?? {
      id: randomBytes(BYTES).toString('base64url'),
      signatures: [],
    };
    return formatKnownBrowser(withSignature(browser, this.sign(browser, email)));
  }

  private sign({ id }: KnownBrowser, email: string): string {
    const signature = createHmac('sha256', this.key).update(`${id}:${email}`).digest();
    return signature.subarray(0, BYTES).toString('base64url');
  }
}
