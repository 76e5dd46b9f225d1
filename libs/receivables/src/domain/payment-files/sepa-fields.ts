/** Maximum length of names, followed by the maximum length of remittance information, in the SEPA schemes. */
export const MAX_NAME = 70;
export const MAX_TEXT = 140;
/** Replacement for a required text without any allowed character. */
export const NO_NAME = 'NOTPROVIDED';

/** Returns the 32 characters of an id, which leave room for a prefix or suffix of three characters. */
export function toIdentifier(id: string): string {
  return id.replaceAll('-', '').toUpperCase();
}
