/**
 * Adds a name to a charge's names. English is the fallback for languages without their own name; a charge without any
 * name is named after its terms.
 */
export function withName(
  before: Readonly<Record<string, string>>,
  language: string,
  name: string,
): Readonly<Record<string, string>> {
  if (name === '') return {};
  const isOnlyOne = Object.keys(before).every((code) => code === 'en' || code === language);
  return { ...before, ...(before['en'] === undefined || isOnlyOne ? { en: name } : {}), [language]: name };
}
