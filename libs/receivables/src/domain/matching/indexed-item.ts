import { minorDecimals } from '#platform/domain';
import { isCreditorReference, isKsefNumber } from './check-digits.js';
import type { OpenItem } from './open-item.js';
import { compact } from '../compact.js';
import { toUnits, unitsOfStep } from './units.js';

/** Kind of a reference, strongest first. */
export const CLAIM_KINDS = [
  'creditor_reference',
  'ksef_number',
  'document_number',
  'numeric_reference',
  'number_digits',
] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** An open item, prepared for matching. References have no punctuation. */
export interface IndexedItem {
  readonly item: OpenItem;
  readonly open: bigint;
  readonly discounted: bigint | null;
  /** Amounts after withholding, with each usual rounding. */
  readonly afterWithholding: readonly bigint[];
  readonly numberKey: string;
  /** The digits of the number; null if there are too few digits to identify the document. */
  readonly digits: string | null;
  /** All references except the digits. */
  readonly keys: readonly string[];
}

/** Minimum number of digits by which a document can be found without its letters. */
const MIN_DIGITS = 6;
const NO_AMOUNTS: readonly bigint[] = [];
const HUNDRED = 100n * unitsOfStep(0);
/** Currencies in which withheld tax is also rounded to whole units (India, Indonesia). */
const WHOLE_UNITS = new Set(['IDR', 'INR']);

export function prepareItem(item: OpenItem): IndexedItem {
  const open = toUnits(item.openAmount);
  const numberKey = compact(item.number);
  const references = [item.creditorReference, item.ksefNumber, item.numericReference];
  const digits = numberKey.replaceAll(/\D/g, '');
  return {
    item,
    open,
    discounted: item.discount ? open - toUnits(item.discount.amount) : null,
    afterWithholding: afterWithholding(item, open),
    numberKey,
    digits: digits.length >= MIN_DIGITS && digits !== numberKey ? digits : null,
    keys: [numberKey, ...references.filter((one) => one !== null).map(compact)].filter((key) => key !== ''),
  };
}

/** Returns the kind of a reference of an item. Without correct check digits, it is as weak as a plain number. */
export function kindOfKey({ item, numberKey, digits }: IndexedItem, key: string): ClaimKind {
  if (key === numberKey) return 'document_number';
  if (key === digits) return 'number_digits';
  if (item.numericReference !== null && compact(item.numericReference) === key) return 'numeric_reference';
  if (isCreditorReference(key)) return 'creditor_reference';
  return isKsefNumber(key) ? 'ksef_number' : 'document_number';
}

/** Amounts after withholding. The tax is rounded down and to the nearest unit, because payers round differently. */
function afterWithholding(item: OpenItem, open: bigint): readonly bigint[] {
  if (item.withholdingPercent === null) return NO_AMOUNTS;
  const base = item.withholdingBase === null ? open : toUnits(item.withholdingBase);
  const hundredfold = base * toUnits(item.withholdingPercent);
  const decimals = minorDecimals(item.currency);
  const steps = (WHOLE_UNITS.has(item.currency) ? [decimals, 0] : [decimals]).map(unitsOfStep);
  const withheld = steps.flatMap((step) => {
    const divisor = HUNDRED * step;
    return [(hundredfold + divisor / 2n) / divisor, hundredfold / divisor].map((count) => count * step);
  });
  return [...new Set(withheld)].filter((one) => one > 0n).map((one) => open - one);
}

/** Compares items by due date, number and id, so that the order of the input doesn't matter. */
export function compareItems({ item: a }: IndexedItem, { item: b }: IndexedItem): number {
  return compareTexts(a.dueOn, b.dueOn) || compareTexts(a.number, b.number) || compareTexts(a.id, b.id);
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
