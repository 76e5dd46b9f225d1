/** A charge's names with one more: English stands for every language that has none of its own; without any, its terms name it. */
export function named(
  before: Readonly<Record<string, string>>,
  language: string,
  name: string,
): Readonly<Record<string, string>> {
  if (name === '') return {};
  const isOnlyOne = Object.keys(before).every((one) => one === 'en' || one === language);
  return { ...before, ...(before['en'] === undefined || isOnlyOne ? { en: name } : {}), [language]: name };
}
