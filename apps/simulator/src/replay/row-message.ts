import type { CsvDialect } from '#telemetry';

export type Section = 'c' | 'g' | 'state' | 'e';

/** Column to publish. */
export interface MappedColumn {
  readonly index: number;
  readonly signal: string;
  readonly section: Section;
}

/** Converts a number to JSON, keeping the digits of the file; undefined if the text is not a number. */
export function toJsonNumber(text: string, decimal: CsvDialect['decimal']): string | undefined {
  const plain = decimal === ',' ? text.trim().replace(',', '.') : text.trim();
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(plain);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  return `${sign === '-' ? '-' : ''}${digits}${fraction === '' ? '' : `.${fraction}`}${exponent === undefined ? '' : `e${exponent}`}`;
}

/**
 * Converts a row to a message of the native format. Omits empty fields and, in number columns, fields that are not
 * numbers.
 * @returns undefined if no fields remain
 */
export function toMessage(
  row: readonly string[],
  columns: readonly MappedColumn[],
  at: { readonly timeMs: number; readonly seq: number },
  decimal: CsvDialect['decimal'],
): string | undefined {
  const sections: Record<'c' | 'g' | 'e', string[]> = { c: [], g: [], e: [] };
  let state = '';
  for (const { index, signal, section } of columns) {
    const text = (row[index] ?? '').trim();
    if (text === '') continue;
    if (section === 'state') state = `,"state":${JSON.stringify(text)}`;
    else if (section === 'e') sections.e.push(`"${signal}":${JSON.stringify(text)}`);
    else {
      const number = toJsonNumber(text, decimal);
      if (number !== undefined) sections[section].push(`"${signal}":${number}`);
    }
  }
  const parts = (['c', 'g', 'e'] as const)
    .filter((name) => sections[name].length > 0)
    .map((name) => `,"${name}":{${sections[name].join(',')}}`);
  if (parts.length === 0 && state === '') return undefined;
  return `{"ts":"${new Date(at.timeMs).toISOString()}","seq":${at.seq}${parts.join('')}${state}}`;
}

/** Returns the message section for a signal's kind, or derives it from the key if the signal is not defined. */
export function sectionOf(signal: string, kind: string | undefined): Section {
  if (signal === 'state') return 'state';
  if (kind === 'counter' || (kind === undefined && signal.endsWith('_total'))) return 'c';
  if (kind === 'event' || kind === 'state') return 'e';
  return 'g';
}
