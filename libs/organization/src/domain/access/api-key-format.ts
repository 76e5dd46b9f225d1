/**
 * Matches `dck_<prefix>_<secret>`, which secret scanners recognize. The prefix may be shown; the secret is shown only
 * once.
 */
const PATTERN = /^dck_([0-9a-z]{8})_([0-9A-Za-z]{43})$/;

export function formatApiKey(prefix: string, secret: string): string {
  return `dck_${prefix}_${secret}`;
}

/** Returns true when a string has the form of a key. Other strings need no database lookup. */
export function isApiKey(text: string): boolean {
  return PATTERN.test(text);
}

/** Returns the public prefix of a key; undefined for a string that isn't a key. */
export function prefixOf(text: string): string | undefined {
  return PATTERN.exec(text)?.[1];
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Encodes bytes as a base-62 number, padded to the maximum length for this number of bytes. */
export function toBase62(bytes: Uint8Array): string {
  const length = Math.ceil((bytes.length * 8) / Math.log2(62));
  let number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = '';
  for (let index = 0; index < length; index++) {
    text = `${ALPHABET[Number(number % 62n)]}${text}`;
    number /= 62n;
  }
  return text;
}
