import type { ExitAgreement } from '../../../api/types.js';
import { type ApiProblem, indexesOf, withRowPointers } from '../../../problems/problem.js';

/** Exit terms in a form. They have the structure of the request, so that an error's pointer identifies its field. */
export interface ExitValues {
  /** True if the terms are agreed in figures. Otherwise, the contract has at most the text of an exit clause. */
  readonly isAgreed: boolean;
  readonly noticeDays: string;
  readonly noticeTo: ExitAgreement['noticeTo'];
  readonly endDay: ExitAgreement['endDay'];
  readonly deposit: NonNullable<ExitAgreement['deposit']>;
  readonly termination: {
    readonly method: NonNullable<ExitAgreement['termination']>['method'] | 'none';
    readonly percent: string;
    readonly deinstallation: string;
    readonly monthlyRatePercent: string;
    readonly book: string;
    readonly market: string;
  };
  readonly buyout: {
    readonly model: NonNullable<ExitAgreement['buyout']>['model'] | 'none';
    readonly value: string;
    readonly residualPercent: string;
    readonly termMonths: string;
    readonly adminPercent: string;
    readonly prices: readonly { readonly month: string; readonly price: string }[];
  };
}

export const EMPTY_ROW = { month: '', price: '' };

export function toExitValues(exit: ExitAgreement | null, endsOn: string | null): ExitValues {
  const { noticeDays = null, noticeTo, endDay = 'billed', deposit, termination, buyout } = exit ?? {};
  return {
    isAgreed: exit !== null,
    noticeDays: noticeDays === null ? '' : String(noticeDays),
    noticeTo: noticeTo ?? (endsOn === null ? 'month_end' : 'term_end'),
    endDay,
    deposit: deposit ?? 'return',
    termination: {
      method: termination?.method ?? 'none',
      percent: termination?.percent ?? '',
      deinstallation: termination?.deinstallation ?? '',
      monthlyRatePercent: termination?.monthlyRatePercent ?? '',
      book: termination?.book ?? '',
      market: termination?.market ?? '',
    },
    buyout: {
      model: buyout?.model ?? 'none',
      value: buyout?.value ?? '',
      residualPercent: buyout?.residualPercent ?? '',
      termMonths: buyout?.termMonths == null ? '' : String(buyout.termMonths),
      adminPercent: buyout?.adminPercent ?? '',
      prices: buyout?.prices?.map(({ month, price }) => ({ month: String(month), price })) ?? [EMPTY_ROW],
    },
  };
}

/** Converts the form to the request: only fields of the selected method and model, with null for empty ones. */
export function toExitAgreement(values: ExitValues): ExitAgreement | null {
  const { isAgreed, noticeDays, noticeTo, endDay, deposit, termination, buyout } = values;
  if (!isAgreed) return null;
  return {
    noticeDays: toCount(noticeDays),
    noticeTo,
    endDay,
    termination: toTermination(termination),
    buyout: toBuyout(buyout),
    // The deposit is refunded by default.
    ...(deposit === 'set_off' && { deposit }),
  };
}

function toTermination({ method, ...fields }: ExitValues['termination']): ExitAgreement['termination'] {
  if (method === 'none') return null;
  const deinstallation = toOptionalText(fields.deinstallation);
  if (method === 'percent_of_remaining')
    return { method, percent: toOptionalText(fields.percent), deinstallation };
  return {
    method,
    monthlyRatePercent: toOptionalText(fields.monthlyRatePercent),
    book: toOptionalText(fields.book),
    market: toOptionalText(fields.market),
    deinstallation,
  };
}

type PriceRow = ExitValues['buyout']['prices'][number];

const isFilledPrice = ({ month, price }: PriceRow): boolean => month.trim() !== '' || price.trim() !== '';

/** Moves errors of buy-out prices in the request to the matching rows of the form, because empty rows are not sent. */
export function atPriceRows(error: unknown, { buyout }: ExitValues): ApiProblem {
  return withRowPointers(error, '/exit/buyout/prices', indexesOf(buyout.prices, isFilledPrice));
}

function toBuyout({ model, ...fields }: ExitValues['buyout']): ExitAgreement['buyout'] {
  if (model === 'none') return null;
  if (model === 'table') {
    return {
      model,
      prices: fields.prices
        .filter(isFilledPrice)
        .map(({ month, price }) => ({ month: toCount(month) ?? -1, price: price.trim() })),
    };
  }
  return {
    model,
    value: toOptionalText(fields.value),
    residualPercent: toOptionalText(fields.residualPercent),
    termMonths: toCount(fields.termMonths),
    adminPercent: toOptionalText(fields.adminPercent),
  };
}

const toOptionalText = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Sends an invalid number as -1, so that the server reports it at its field. */
function toCount(text: string): number | null {
  if (text.trim() === '') return null;
  return /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : -1;
}
