/** Languages of the portal. `locale` steers Intl: day-month order, 24 hours, digits; `complete` ones may lack no key. */
export const LANGUAGES = [
  { code: 'en', name: 'English', short: 'EN', locale: 'en-GB', complete: true },
  { code: 'zh', name: '简体中文', short: '中文', locale: 'zh-CN', complete: true },
  { code: 'es', name: 'Español', short: 'ES', locale: 'es-MX', complete: false },
  { code: 'id', name: 'Bahasa Indonesia', short: 'ID', locale: 'id-ID', complete: false },
  { code: 'pl', name: 'Polski', short: 'PL', locale: 'pl-PL', complete: false },
] as const;

export type LanguageCode = (typeof LANGUAGES)[number]['code'];

/** Catalogues that every page needs. */
export const SHARED_NAMESPACES = ['common', 'app', 'zones'] as const;

/** Catalogues that are loaded when somebody enters an area. Pages of the console show codes of faults among their data. */
export const AREA_NAMESPACES = {
  maker: ['maker', 'errors'],
  customer: ['customer', 'errors'],
  technician: ['technician'],
  verifier: ['errors'],
} as const;

/** The Intl locale of a language code; English for one we do not have. */
export function localeOf(code: string): string {
  return LANGUAGES.find((language) => code.startsWith(language.code))?.locale ?? 'en-GB';
}
