/** Maximum number of accounts that a browser remembers. Beyond this number, the oldest is dropped. */
const MAX_ACCOUNTS = 5;

const PATTERN = /^[\w-]{22}(?:\.[\w-]{22}){1,5}$/;

/**
 * Content of a browser's cookie after a sign-in: a random id, and a signature for each account that has signed in with
 * this browser. A signature, which only the product can create, proves that the account's password was entered in this
 * browser. It grants no access.
 */
export interface KnownBrowser {
  /** Id of the browser: 128 random bits, base64url. */
  readonly id: string;
  /** Signatures of accounts, 128 bits each, base64url; the latest account first. */
  readonly signatures: readonly string[];
}

/** @returns undefined if the string does not have the format of `formatKnownBrowser` */
export function parseKnownBrowser(text: string | null): KnownBrowser | undefined {
  if (text === null || !PATTERN.test(text)) return undefined;
  const [id = '', ...signatures] = text.split('.');
  return { id, signatures };
}

export function formatKnownBrowser({ id, signatures }: KnownBrowser): string {
  return [id, ...signatures].join('.');
}

/** Puts an account's signature first. Beyond five accounts, the oldest signature is dropped. */
export function withSignature({ id, signatures }: KnownBrowser, signature: string): KnownBrowser {
  return {
    id,
    signatures: [signature, ...signatures.filter((each) => each !== signature)].slice(0, MAX_ACCOUNTS),
  };
}
