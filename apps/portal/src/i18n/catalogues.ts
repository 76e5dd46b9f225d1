import { LANGUAGES } from './languages.js';

export type Catalogue = Record<string, unknown>;

/** Each catalogue is a separate chunk, loaded when its language is first used. */
const catalogues = import.meta.glob<{ default: Catalogue }>('./locales/*/*.json');

export const STORED_LANGUAGE = 'dutycycle-language';

/** Loads the texts of a namespace; an empty catalogue if the language has none. */
export async function loadCatalogue(language: string, namespace: string): Promise<Catalogue> {
  const load = catalogues[`./locales/${language}/${namespace}.json`];
  return load === undefined ? {} : (await load()).default;
}

/** Returns the language chosen in this browser, or the browser's own language, or English. */
export function initialLanguage(): string {
  const stored = window.localStorage.getItem(STORED_LANGUAGE);
  const wanted = stored === null ? navigator.languages : [stored];
  for (const tag of wanted) {
    const match = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language.code));
    if (match !== undefined) return match.code;
  }
  return 'en';
}
