/** The field of a certificate's name that identifies its device: the device's code, or the serial of its machine. */
export const PATTERN_FIELDS = ['device.code', 'machine.serial'] as const;
export type PatternField = (typeof PATTERN_FIELDS)[number];

/** A pattern such as `pump-{machine.serial}`: one field, with fixed text before and after it. */
export interface SubjectPattern {
  readonly before: string;
  readonly field: PatternField;
  readonly after: string;
}

/** Maximum length of a common name according to X.520. The common name is also the login name at an external broker. */
const MAX_LENGTH = 64;

/**
 * @returns undefined unless the text contains exactly one known field, no other braces, and few enough characters that
 * a value fits
 */
export function parseSubjectPattern(text: string): SubjectPattern | undefined {
  const found = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(text);
  const field = PATTERN_FIELDS.find((each) => each === found?.[2]);
  if (!found || !field || found[1]!.length + found[3]!.length >= MAX_LENGTH) return undefined;
  return { before: found[1]!, field, after: found[3]! };
}

/** Returns the value of the field in a common name; undefined if the name doesn't match. */
export function matchSubject({ before, after }: SubjectPattern, commonName: string): string | undefined {
  const matchesPattern =
    commonName.length > before.length + after.length &&
    commonName.startsWith(before) &&
    commonName.endsWith(after);
  return matchesPattern ? commonName.slice(before.length, commonName.length - after.length) : undefined;
}

/** Returns the common name for a device's certificate. */
export function renderSubject({ before, after }: SubjectPattern, value: string): string {
  return `${before}${value}${after}`;
}
