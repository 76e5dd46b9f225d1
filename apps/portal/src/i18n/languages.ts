/**
 * Languages that the portal offers. Each of them has all texts, which `scripts/check-i18n.mjs` checks; an incomplete
 * language is not listed. `locale` selects the formats of Intl: day-month order, 24 hours, digits. `firstWeekday` is
 * the first day of the week in the locale, 1 for Monday to 7 for Sunday, because not every browser knows it.
 */
export const LANGUAGES = [
  { code: 'en', name: 'English', short: 'EN', locale: 'en-GB', firstWeekday: 1 },
  { code: 'zh', name: '简体中文', short: '中文', locale: 'zh-CN', firstWeekday: 1 },
  { code: 'es', name: 'Español', short: 'ES', locale: 'es-MX', firstWeekday: 7 },
  { code: 'id', name: 'Bahasa Indonesia', short: 'ID', locale: 'id-ID', firstWeekday: 7 },
  { code: 'pl', name: 'Polski', short: 'PL', locale: 'pl-PL', firstWeekday: 1 },
] as const;

export type LanguageCode = (typeof LANGUAGES)[number]['code'];

/** Catalogues that every page needs. `common` has all shared texts of the first pages on a phone. */
export const SHARED_NAMESPACES = ['common', 'app', 'zones'] as const;

/**
 * Catalogue of the shared texts that the first pages on a phone do not need. A key without a namespace is looked up in
 * `common`, then here.
 */
export const DETAILS_NAMESPACE = 'details';

/**
 * Catalogues that every page of an area needs. The console's first page lists notifications, which have many texts. The
 * verifier's only page shows errors of packs, so it needs the texts of errors.
 */
const AREA_NAMESPACES = {
  maker: ['maker', DETAILS_NAMESPACE],
  customer: ['customer'],
  technician: ['technician'],
  verifier: [DETAILS_NAMESPACE, 'errors'],
} as const;

/**
 * Catalogues that every page of an area except the first needs. Most pages of makers and customers show error codes in
 * their data.
 */
const LATER_NAMESPACES = {
  maker: ['errors'],
  customer: [DETAILS_NAMESPACE, 'errors'],
  technician: [DETAILS_NAMESPACE],
  verifier: [],
} as const;

export type TextArea = keyof typeof AREA_NAMESPACES;

/** Catalogues that a page waits for, in addition to the shared ones. */
export function namespacesOf(area: TextArea, isFirstPage: boolean): readonly string[] {
  return [...AREA_NAMESPACES[area], ...(isFirstPage ? [] : LATER_NAMESPACES[area])];
}

/** Catalogues that later pages of an area need, but its first page does not. */
export function laterNamespacesOf(area: TextArea): readonly string[] {
  return LATER_NAMESPACES[area];
}

/** Returns the Intl locale of a language code, or the English one if it is unknown. */
export function localeOf(code: string): string {
  return LANGUAGES.find((language) => code.startsWith(language.code))?.locale ?? 'en-GB';
}

/** Returns the first day of the week in a language: 1 for Monday to 7 for Sunday. */
export function firstWeekdayOf(locale: string): 1 | 7 {
  return LANGUAGES.find((language) => language.locale === locale)?.firstWeekday ?? 1;
}
