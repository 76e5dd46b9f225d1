import type { ContractContent } from '../../contract/contract-fields.js';
import { TERMINATION_METHODS, type TerminationMethod } from './termination.js';
import type { ExitAgreement, ExitText } from './exit-agreement.js';

/**
 * Returns the agreement about leaving a contract: the agreed fields or, for older contracts, the agreement that can be
 * read from other terms.
 */
export function agreedExit({
  exit,
  terms,
  endsOn,
}: Pick<ContractContent, 'exit' | 'terms' | 'endsOn'>): ExitAgreement {
  return exit ?? readExitTerms(terms, endsOn);
}

/** Returns the free-text agreements in the terms `early_termination` and `buyout`. */
export function toExitTexts(terms: ContractContent['terms']): ExitText[] {
  return [...toTexts('termination', terms['early_termination']), ...toTexts('buyout', terms['buyout'])];
}

/**
 * Reads `exit` (method, percent, deinstallation, monthly_rate_percent, book, market, notice_days) and `buyout_table`
 * (value, residual_percent, term_months, admin_percent) from a contract's other terms, as in contracts that were
 * created before there were fields for these terms. Ignores everything else.
 */
export function readExitTerms(terms: ContractContent['terms'], endsOn: string | null): ExitAgreement {
  const exit = asRecord(terms['exit']);
  const table = asRecord(terms['buyout_table']);
  const method = exit['method'];
  const notice = exit['notice_days'];
  const value = decimalOf(table['value']);
  const termMonths = table['term_months'];
  return {
    noticeDays: isCount(notice) ? notice : null,
    noticeTo: endsOn === null ? 'any_day' : 'term_end',
    endDay: 'billed',
    termination: isMethod(method)
      ? {
          method,
          ...decimals({
            percent: exit['percent'],
            deinstallation: exit['deinstallation'],
            monthlyRatePercent: exit['monthly_rate_percent'],
            book: exit['book'],
            market: exit['market'],
          }),
        }
      : null,
    buyout:
      value !== null && isCount(termMonths) && termMonths > 0
        ? {
            model: 'straight',
            value,
            termMonths,
            ...decimals({ residualPercent: table['residual_percent'], adminPercent: table['admin_percent'] }),
          }
        : null,
  };
}

const isMethod = (value: unknown): value is TerminationMethod =>
  TERMINATION_METHODS.some((method) => method === value);

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

function decimalOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,18}(\.\d{1,12})?$/.test(text) ? text : null;
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 3650;

function decimals(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const decimal = decimalOf(value);
      return decimal === null ? [] : [[key, decimal]];
    }),
  );
}

function toTexts(about: ExitText['about'], words: unknown): ExitText[] {
  return typeof words === 'string' && words.trim() !== '' ? [{ about, words: words.trim() }] : [];
}
