/**
 * Adds a name in a language to the names of a charge. The name is also used as the English fallback if there is none,
 * or if no third language has a name. An empty name removes all names, so that the charge is named after its terms.
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
