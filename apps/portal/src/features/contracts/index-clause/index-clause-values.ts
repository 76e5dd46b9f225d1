import type { IndexClause } from '../../../api/types.js';
import {
  factorOfPercent,
  isDecimal,
  partOfPercent,
  percentOfFactor,
  percentOfPart,
} from '../../../format/decimals.js';
import { type ApiProblem, indexesOf, withRowPointers } from '../../../problems/problem.js';

/**
 * An index clause in a form. It has the structure of the request, so that an error's pointer identifies its field.
 * Shares and limits are in percent.
 */
export interface IndexClauseValues {
  /** Kind of price adjustment: none, by indexes, or by a fixed rate. */
  readonly kind: 'none' | 'indexes' | 'rate';
  readonly from: string;
  readonly weights: readonly ShareValues[];
  readonly fixedPercentPerYear: string;
  /** Maximum increase in percent. */
  readonly cap: string;
  /** Minimum increase in percent; negative for a maximum decrease. */
  readonly floor: string;
  readonly noticeDays: string;
  readonly lateNotice: IndexClause['lateNotice'];
  /** Keys of the adjusted charges; empty for all recurring charges. */
  readonly charges: readonly string[];
  readonly indexLagMonths: string;
  /** Month of the base value; empty for the month before the contract starts. */
  readonly baseMonth: string;
  readonly factorDecimals: string;
  readonly priceDecimals: string;
}

interface ShareValues {
  readonly key: string;
  readonly weight: string;
}

export const EMPTY_SHARE: ShareValues = { key: '', weight: '' };
const DEFAULT_NOTICE_DAYS = 30;

/** @param startsOn first day of the contract: by default, prices first change at the start of its second year */
export function toIndexClauseValues(clause: IndexClause | null, startsOn: string): IndexClauseValues {
  return {
    kind: clause === null ? 'none' : clause.fixedPercentPerYear === null ? 'indexes' : 'rate',
    from: clause?.from ?? yearAfter(startsOn),
    weights:
      clause === null || clause.weights.length === 0
        ? [EMPTY_SHARE]
        : clause.weights.map(({ key, weight }) => ({ key, weight: percentOfPart(weight) })),
    fixedPercentPerYear: clause?.fixedPercentPerYear ?? '',
    cap: clause?.cap == null ? '' : percentOfFactor(clause.cap),
    floor: clause?.floor == null ? '' : percentOfFactor(clause.floor),
    noticeDays: String(clause?.noticeDays ?? DEFAULT_NOTICE_DAYS),
    lateNotice: clause?.lateNotice ?? 'postponed',
    charges: clause?.charges ?? [],
    indexLagMonths: String(clause?.indexLagMonths ?? 1),
    baseMonth: clause?.baseMonth ?? '',
    factorDecimals: clause?.factorDecimals == null ? '' : String(clause.factorDecimals),
    priceDecimals: clause?.priceDecimals == null ? '' : String(clause.priceDecimals),
  };
}

const isFilledWeight = ({ key, weight }: ShareValues): boolean => key.trim() !== '' || weight.trim() !== '';

/** Moves errors of weights in the request to the matching rows of the form, because empty rows are not sent. */
export function atWeightRows(error: unknown, { weights }: IndexClauseValues): ApiProblem {
  return withRowPointers(error, '/indexClause/weights', indexesOf(weights, isFilledWeight));
}

/** Converts the form to the request: indexes or a rate, whichever is selected. Empty rows are omitted. */
export function toIndexClause(values: IndexClauseValues): IndexClause | null {
  const { kind, lateNotice, charges } = values;
  if (kind === 'none') return null;
  const rows = values.weights.filter(isFilledWeight);
  return {
    from: values.from,
    weights:
      kind === 'rate'
        ? []
        : rows.map(({ key, weight }) => ({ key: key.trim(), weight: partOfPercent(normaliseMinus(weight)) })),
    fixedPercentPerYear: kind === 'rate' ? normaliseMinus(values.fixedPercentPerYear) : null,
    cap: values.cap.trim() === '' ? null : factorOfPercent(normaliseMinus(values.cap)),
    floor: values.floor.trim() === '' ? null : factorOfPercent(normaliseMinus(values.floor)),
    noticeDays: toCount(values.noticeDays) ?? -1,
    lateNotice,
    charges: charges.length === 0 ? null : [...charges],
    indexLagMonths: toCount(values.indexLagMonths) ?? -1,
    baseMonth: values.baseMonth === '' ? null : values.baseMonth,
    factorDecimals: toCount(values.factorDecimals),
    priceDecimals: toCount(values.priceDecimals),
  };
}

/**
 * Returns true if a clause can be described in words: its numbers and its date are valid. The server reports all other
 * errors.
 */
export function isReadable(clause: IndexClause): boolean {
  const { weights, fixedPercentPerYear: yearly, cap, floor, from } = clause;
  const numbers = [...weights.map(({ weight }) => weight), yearly, cap, floor].filter((one) => one !== null);
  return (
    numbers.every(isDecimal) &&
    (weights.length > 0 || yearly !== null) &&
    clause.noticeDays >= 0 &&
    clause.indexLagMonths >= 0 &&
    !Number.isNaN(Date.parse(from))
  );
}

/** Formats a number for the request, with a typographic minus replaced by a hyphen. */
const normaliseMinus = (text: string): string => text.trim().replace(/^\u2212/, '-');

/** Sends an invalid number as -1, so that the server reports it at its field. */
function toCount(text: string): number | null {
  if (text.trim() === '') return null;
  return /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : -1;
}

function yearAfter(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return '';
  at.setUTCFullYear(at.getUTCFullYear() + 1);
  return at.toISOString().slice(0, 10);
}
