import { amountIn, dateIn, rejectValue } from '../values.js';

/** Matches an amount with or without grouping of thousands; the decimals follow. */
const AMOUNTS = {
  ',': /^([+-]?)(\d+|\d{1,3}(?:[ .'’]\d{3})+)(?:,(\d{1,5}))?(-?)$/,
  '.': /^([+-]?)(\d+|\d{1,3}(?:[ ,'’]\d{3})+)(?:\.(\d{1,5}))?(-?)$/,
} as const;

/**
 * Reads an amount with a decimal comma or point. A grouped number must have groups of three digits, so that a wrong
 * decimal character is an error instead of a wrong amount.
 */
export function amountOfCell(
  cell: string,
  { decimal, currency, line, column }: { decimal: ',' | '.'; currency: string; line: number; column: string },
): string {
  const text = cell
    .replaceAll(/[\u00A0\u202F]/g, ' ')
    .replace(/^\((.*)\)$/, '-$1')
    .replace('\u2212', '-')
    .trim();
  const bare = text.startsWith(currency)
    ? text.slice(3).trim()
    : text.endsWith(currency)
      ? text.slice(0, -3).trim()
      : text;
  const found = AMOUNTS[decimal].exec(bare.replace(/^([+-])\s+/, '$1'));
  if (!found) return rejectValue(line, column, cell);
  const [, sign = '', whole = '', decimals = '0', trailing = ''] = found;
  const isNegative = sign === '-' || trailing === '-';
  return amountIn(
    `${isNegative ? '-' : ''}${whole.replaceAll(/\D/g, '')}.${decimals}`,
    currency,
    line,
    column,
  );
}

/** Returns a function that reads dates in a format such as `dd.MM.yyyy`; a time after the date is ignored. */
export function dateCells(format: string): (cell: string, line: number, column: string) => string {
  const names: string[] = [];
  const pattern = format
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/yyyy|yy|MM|M|dd|d/g, (part) => {
      names.push(part);
      return part === 'yyyy' ? '(\\d{4})' : part.length === 2 ? '(\\d{2})' : '(\\d{1,2})';
    });
  const matcher = new RegExp(`^${pattern}(?:[T ].*)?$`);
  return (cell, line, column) => {
    const found = matcher.exec(cell.trim());
    if (!found) return rejectValue(line, column, cell);
    const part = (...wanted: string[]): string => {
      const position = names.findIndex((name) => wanted.includes(name));
      return position < 0 ? '' : (found[position + 1] ?? '');
    };
    const year = part('yyyy') || `20${part('yy')}`;
    return dateIn(
      `${year}-${part('MM', 'M').padStart(2, '0')}-${part('dd', 'd').padStart(2, '0')}`,
      line,
      column,
    );
  };
}
