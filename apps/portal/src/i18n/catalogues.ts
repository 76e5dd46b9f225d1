import { LANGUAGES } from './languages.js';

export type Catalogue = Record<string, unknown>;

/** Every catalogue is a chunk of its own, fetched when its language is first asked for. */
const catalogues = import.meta.glob<{ default: Catalogue }>('./locales/*/*.json');

export const STORED_LANGUAGE = 'dutycycle-language';

/** The texts of a namespace; an empty catalogue where the language has none. */
export async function loadCatalogue(language: string, namespace: string): Promise<Catalogue> {
  const load = catalogues[`./locales/${language}/${namespace}.json`];
  return load === undefined ? {} : (await load()).default;
}

/** The language that was chosen on this device, else the browser's, else English. */
export function initialLanguage(): string {
  const stored = window.localStorage.getItem(STORED_LANGUAGE);
  const wanted = stored === null ? navigator.languages : [stored];
  for (const tag of wanted) {
    const match = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language.code));
    if (match !== undefined) return match.code;
  }
  return 'en';
}
