/** Returns the name of a code in a language; the code itself if it has no name or is not valid. */
export function codeName(code: string, type: 'region' | 'language' | 'currency', locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type }).of(code) ?? code;
  } catch {
    return code;
  }
}
