/** `dck_<prefix>_<secret>`: recognisable by secret scanners, the prefix may be shown, the secret never again. */
const FORM = /^dck_([0-9a-z]{8})_([0-9A-Za-z]{43})$/;

export function formatApiKey(prefix: string, secret: string): string {
  return `dck_${prefix}_${secret}`;
}

/** Whether a text has a key's form; anything else isn't worth a look into the database. */
export function isApiKey(text: string): boolean {
  return FORM.test(text);
}

/** The public part of a key; undefined for a text that has not a key's form. */
export function prefixOf(text: string): string | undefined {
  return FORM.exec(text)?.[1];
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Bytes as a base-62 number, padded to the length that `bytes.length` bytes can need. */
export function toBase62(bytes: Uint8Array): string {
  const length = Math.ceil((bytes.length * 8) / Math.log2(62));
  let number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = '';
  for (let place = 0; place < length; place++) {
    text = `${ALPHABET[Number(number % 62n)]}${text}`;
    number /= 62n;
  }
  return text;
}
