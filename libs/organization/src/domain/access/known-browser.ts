/** How many accounts one browser remembers before it forgets the oldest. */
const MAX_ACCOUNTS = 5;

const PATTERN = /^[\w-]{22}(?:\.[\w-]{22}){1,5}$/;

/**
 * Content of a browser's cookie after a sign-in: a random id, and for each account that signed in there a mark that
 * only the product can create. A mark proves that this browser has known the account's password; it grants no access
 * by itself.
 */
export interface KnownBrowser {
  /** 128 random bits, base64url. */
  readonly id: string;
  /** One per account, 128 bits each, base64url; the latest account first. */
  readonly signatures: readonly string[];
}

/** @returns undefined when the text was not made by `formatKnownBrowser` */
export function parseKnownBrowser(text: string | null): KnownBrowser | undefined {
  if (text === null || !PATTERN.test(text)) return undefined;
  const [id = '', ...signatures] = text.split('.');
  return { id, signatures };
}

export function formatKnownBrowser({ id, signatures }: KnownBrowser): string {
  return [id, ...signatures].join('.');
}

/** Puts an account's mark first; beyond five accounts the oldest mark is dropped. */
export function withSignature({ id, signatures }: KnownBrowser, signature: string): KnownBrowser {
  return {
    id,
    signatures: [signature, ...signatures.filter((each) => each !== signature)].slice(0, MAX_ACCOUNTS),
  };
}
