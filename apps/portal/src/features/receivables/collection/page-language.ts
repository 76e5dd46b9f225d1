/** Languages of the pages of Stripe that the product uses. */
const PAGE_LANGUAGES = ['en', 'zh', 'es', 'id', 'pl'] as const;

/** Returns the language of a page of Stripe for the language of the portal. */
export function pageLanguage(language: string): (typeof PAGE_LANGUAGES)[number] {
  return PAGE_LANGUAGES.find((one) => language.startsWith(one)) ?? 'en';
}
