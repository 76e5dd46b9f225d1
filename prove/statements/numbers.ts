import { checkDigits97 } from '#platform/domain';

/** Formats hundredths as a decimal. */
export function toDecimal(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Returns a valid Polish IBAN for a number. */
export function polishAccount(number: number): string {
  const account = `10901014${String(number).padStart(16, '0')}`;
  return `PL${checkDigits97('PL', account)}${account}`;
}

/** Returns a valid KSeF number, with the CRC-8 of its first 32 characters. */
export function ksefNumber(number: number): string {
  const technical = number.toString(16).toUpperCase().padStart(12, '0');
  const data = `5265877635-20261101-${technical}`;
  let crc = 0;
  for (const byte of Buffer.from(data)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x80 ? 0x107 : 0)) & 0xff;
  }
  return `${data}-${crc.toString(16).toUpperCase().padStart(2, '0')}`;
}
