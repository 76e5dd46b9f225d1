const LINE = 76;

/** Fills `{name}` in. Line breaks are taken out of what is filled in: a name must not be able to write a paragraph of its own. */
export function fillMail(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_hole, word: string) => (words[word] ?? '').replace(/\s+/g, ' ').trim());
}

/** Breaks long lines at spaces, so that a mail stays readable as the file that it is; a link is never broken. */
export function wrapMail(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(new RegExp(`(?=.{${LINE + 1}})(.{1,${LINE}}) +`, 'g'), '$1\n'))
    .join('\n');
}

/** The texts of a reader's language, English where there are none. */
export function spokenIn<Texts>(
  catalogue: Readonly<Record<string, Texts>>,
  locale: string,
): { readonly locale: string; readonly texts: Texts } {
  const spoken = Object.hasOwn(catalogue, locale) ? locale : 'en';
  return { locale: spoken, texts: catalogue[spoken]! };
}
