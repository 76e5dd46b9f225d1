export type Texts = ReadonlyMap<string, string>;

export function pluralStem(key: string, english: Texts): string | undefined;
export function nameOf(key: string, english: Texts): string;
export function expectedKeys(language: string, english: Texts): Map<string, string[]>;
export function missingKeys(language: string, english: Texts, texts: Texts): string[];
export function textFaults(language: string, english: Texts, texts: Texts): string[];
