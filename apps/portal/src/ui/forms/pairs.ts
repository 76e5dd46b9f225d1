/** Formats values as typed text, one line with kind and value each: "nip 1111111111". */
export function toPairs(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([kind, value]) => `${kind} ${value}`)
    .join('\n');
}

/** Parses text in the format of `toPairs`; omits lines without a value. */
export function fromPairs(text: string): Record<string, string> {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const [, kind, value] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(line) ?? [];
    return kind && value ? [[kind, value]] : [];
  });
  return Object.fromEntries(pairs);
}
