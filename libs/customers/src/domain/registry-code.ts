/**
 * Matches codes that identify a customer, a site or a model ("C-PL-1"). The pattern is strict, because codes appear in
 * file columns, URLs and labels, where spaces and similar-looking characters are easily mistyped.
 */
const REGISTRY_CODE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;

export function isRegistryCode(code: string): boolean {
  return REGISTRY_CODE.test(code);
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Returns true for a language tag (BCP 47) of a known language: "pl", "zh-Hans". */
export function isLanguage(tag: string): boolean {
  try {
    return languageNames.of(tag) !== undefined;
  } catch {
    return false;
  }
}
