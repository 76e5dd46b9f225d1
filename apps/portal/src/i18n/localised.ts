import { useTranslation } from 'react-i18next';

/** Names by language code. */
export type LocalisedName = Readonly<Record<string, string>>;

/** Returns a name in the reader's language, or in English, or in any language. */
export function localisedName(name: LocalisedName | string | null | undefined, language: string): string {
  if (name === null || name === undefined) return '';
  if (typeof name === 'string') return name;
  return name[language] ?? name['en'] ?? Object.values(name)[0] ?? '';
}

/** `localisedName` bound to the reader's language. */
export function useLocalised(): (name: LocalisedName | string | null | undefined) => string {
  const { i18n } = useTranslation();
  return (name) => localisedName(name, i18n.language);
}
