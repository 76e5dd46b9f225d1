const MAX_LINE_LENGTH = 76;

/** Replaces the `{name}` placeholders. Removes line breaks from the values, so that a name can't add a paragraph. */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_placeholder, name: string) =>
    (values[name] ?? '').replace(/\s+/g, ' ').trim(),
  );
}

/** Breaks long lines at spaces, so that the email is readable as a plain file. Links are never broken. */
export function wrapMail(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line.replace(new RegExp(`(?=.{${MAX_LINE_LENGTH + 1}})(.{1,${MAX_LINE_LENGTH}}) +`, 'g'), '$1\n'),
    )
    .join('\n');
}

/** Returns the texts in the recipient's language, or in English if there is no translation. */
export function textsForLocale<Texts>(
  catalogue: Readonly<Record<string, Texts>>,
  locale: string,
): { readonly locale: string; readonly texts: Texts } {
  const supportedLocale = Object.hasOwn(catalogue, locale) ? locale : 'en';
  return { locale: supportedLocale, texts: catalogue[supportedLocale]! };
}
