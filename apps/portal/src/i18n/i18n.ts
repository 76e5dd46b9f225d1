import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { initialLanguage, loadCatalogue, STORED_LANGUAGE } from './catalogues.js';
import {
  DETAILS_NAMESPACE,
  LANGUAGES,
  laterNamespacesOf,
  localeOf,
  namespacesOf,
  SHARED_NAMESPACES,
  type TextArea,
} from './languages.js';

const lazyCatalogues: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, callback) => {
    loadCatalogue(language, namespace).then(
      (catalogue) => callback(null, catalogue as Parameters<typeof callback>[1]),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), false),
    );
  },
};

/** Starts the translations and resolves when the first language is loaded, so that no page is painted without texts. */
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
      fallbackNS: DETAILS_NAMESPACE,
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  const apply = (language: string): void => {
    document.documentElement.lang = localeOf(language);
  };
  apply(i18next.language);
  i18next.on('languageChanged', apply);
}

/** Delays texts of later pages, so that the first page gets the full bandwidth. */
const LATER_TEXTS_AFTER_MS = 10_000;

/**
 * Loads the texts of a page in the current language, so that none is missing when the page is painted. Texts that only
 * later pages need load in the background.
 */
export async function loadAreaTexts(area: TextArea, isFirstPage: boolean): Promise<void> {
  await i18next.loadNamespaces(namespacesOf(area, isFirstPage));
  // A failure is reported by the page that needs these texts.
  window.setTimeout(
    () => i18next.loadNamespaces(laterNamespacesOf(area)).catch(() => undefined),
    LATER_TEXTS_AFTER_MS,
  );
}

/** Loads the texts of the page that verifies proof packs. */
export async function loadVerificationTexts(): Promise<void> {
  await i18next.loadNamespaces(['verify', DETAILS_NAMESPACE]);
}

/** Loads the shared texts that first pages do not wait for. Called before a dialog of a first page opens. */
export async function loadDetailTexts(): Promise<void> {
  await i18next.loadNamespaces(DETAILS_NAMESPACE);
}

/** Loads the texts of errors. Called for the first problem, before it is shown. */
export async function loadErrorTexts(): Promise<void> {
  // Errors name states, signals and other codes of the shared texts.
  await i18next.loadNamespaces(['errors', DETAILS_NAMESPACE]);
}

/** Changes the language and stores the choice in this browser. */
export async function chooseLanguage(code: string): Promise<void> {
  window.localStorage.setItem(STORED_LANGUAGE, code);
  await i18next.changeLanguage(code);
}
