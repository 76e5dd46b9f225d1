import { hasValidCheckDigits97 } from '#platform/domain';

const CREDITOR_REFERENCE = /^RF\d{2}[0-9A-Z]{1,21}$/;
const KSEF = /^(\d{10})(\d{8})([0-9A-F]{12})([0-9A-F]{2})$/;
const POLYNOMIAL = 0x07;

/** Returns true when a creditor reference without punctuation has the correct check digits (ISO 11649). */
export function isCreditorReference(key: string): boolean {
  return CREDITOR_REFERENCE.test(key) && hasValidCheckDigits97(key);
}

/**
 * Returns true when a KSeF number without punctuation has the correct checksum: CRC-8 with polynomial 0x07 over its
 * first 32 characters, including two hyphens (KSeF API, numer-ksef.md).
 */
export function isKsefNumber(key: string): boolean {
  const [, taxId = '', date = '', technical = '', checksum = ''] = KSEF.exec(key) ?? [];
  if (taxId === '') return false;
  let crc = 0;
  for (const character of `${taxId}-${date}-${technical}`) {
    crc ^= character.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ POLYNOMIAL) & 0xff : (crc << 1) & 0xff;
  }
  return crc.toString(16).toUpperCase().padStart(2, '0') === checksum;
}
