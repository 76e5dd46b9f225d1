import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { AREA_NAMESPACES, LANGUAGES, localeOf, SHARED_NAMESPACES } from './languages.js';

type Catalogue = Record<string, unknown>;

/** Every catalogue is a chunk of its own, fetched when its language is first asked for. */
const catalogues = import.meta.glob<{ default: Catalogue }>('./locales/*/*.json');

const lazyCatalogues: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, callback) => {
    const load = catalogues[`./locales/${language}/${namespace}.json`];
    if (load === undefined) {
      callback(null, {});
      return;
    }
    load().then(
      (module) => callback(null, module.default as Parameters<typeof callback>[1]),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), false),
    );
  },
};

const STORED = 'dutycycle-language';

function initialLanguage(): string {
  const stored = window.localStorage.getItem(STORED);
  const wanted = stored === null ? navigator.languages : [stored];
  for (const tag of wanted) {
    const match = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language.code));
    if (match !== undefined) return match.code;
  }
  return 'en';
}

/** Starts the texts; resolves when the first language is there, so that nothing is painted without words. */
export async function startTexts(): Promise<void> {
  await i18next
    .use(lazyCatalogues)
    .use(initReactI18next)
    .init({
      lng: initialLanguage(),
      fallbackLng: 'en',
      supportedLngs: LANGUAGES.map((language) => language.code),
      ns: [...SHARED_NAMESPACES],
      defaultNS: 'common',
      fallbackNS: false,
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  const apply = (language: string): void => {
    document.documentElement.lang = localeOf(language);
  };
  apply(i18next.language);
  i18next.on('languageChanged', apply);
}

/** Loads the texts of an area in the present language, so that its first page is painted with words. */
export async function loadAreaTexts(area: keyof typeof AREA_NAMESPACES): Promise<void> {
  await i18next.loadNamespaces(AREA_NAMESPACES[area]);
}

/** Loads the texts of faults; called with the first problem, before it is shown. */
export async function loadErrorTexts(): Promise<void> {
  await i18next.loadNamespaces('errors');
}

/** Changes the language here and remembers it on this device. */
export async function chooseLanguage(code: string): Promise<void> {
  window.localStorage.setItem(STORED, code);
  await i18next.changeLanguage(code);
}
