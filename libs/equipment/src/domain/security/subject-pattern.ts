/** What in a certificate's name says which device it is for: the device's code, or the serial of the machine it is at. */
export const PATTERN_FIELDS = ['device.code', 'machine.serial'] as const;
export type PatternField = (typeof PATTERN_FIELDS)[number];

/** A pattern such as `pump-{machine.serial}`: one field, with fixed text around it. */
export interface SubjectPattern {
  readonly before: string;
  readonly field: PatternField;
  readonly after: string;
}

/** X.520 gives a common name at most 64 characters; they are also a name at an external broker. */
const MAX_LENGTH = 64;

/** @returns undefined unless there is exactly one known field in it, and nothing else in braces */
export function parseSubjectPattern(text: string): SubjectPattern | undefined {
  const found = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(text);
  const field = PATTERN_FIELDS.find((each) => each === found?.[2]);
  if (!found || !field || found[1]!.length + found[3]!.length >= MAX_LENGTH) return undefined;
  return { before: found[1]!, field, after: found[3]! };
}

/** What stands in the field's place in a common name; undefined when the name is not of the pattern. */
export function matchSubject({ before, after }: SubjectPattern, commonName: string): string | undefined {
  const isOfPattern =
    commonName.length > before.length + after.length &&
    commonName.startsWith(before) &&
    commonName.endsWith(after);
  return isOfPattern ? commonName.slice(before.length, commonName.length - after.length) : undefined;
}

/** The common name that a device's certificate has. */
export function renderSubject({ before, after }: SubjectPattern, value: string): string {
  return `${before}${value}${after}`;
}
