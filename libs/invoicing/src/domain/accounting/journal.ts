import { Exact, fromMinor, roundTogether, toMinor, sumMinor } from '#platform/domain';
import type { ChargeComponent, LineKind } from '../line/draft-line.js';

/** Accounts to which documents are posted. */
export const DOCUMENT_ACCOUNTS = [
  'receivable',
  'revenue',
  'tax_payable',
  'deposits_held',
  'rounding',
  'deferred_revenue',
] as const;
export type DocumentAccount = (typeof DOCUMENT_ACCOUNTS)[number];

export const ACCOUNTS = [
  ...DOCUMENT_ACCOUNTS,
  'bank',
  'unapplied_cash',
  'clearing',
  'withholding_receivable',
  'bank_fees',
  'discounts_granted',
  'bad_debt',
  'exchange_difference',
  'receivable_revaluation',
  'unrealized_exchange_gain',
  'unrealized_exchange_loss',
] as const;
export type Account = (typeof ACCOUNTS)[number];

/**
 * Sources of entries that change the account of a customer: an issued document, a received payment, an allocation, a
 * write-off, a refund, or a reversal of one of the last three.
 */
export const CUSTOMER_SOURCE_KINDS = [
  'document',
  'payment',
  'allocation',
  'allocation_reversal',
  'write_off',
  'write_off_reversal',
  'refund',
  'refund_reversal',
] as const;
export type CustomerSourceKind = (typeof CUSTOMER_SOURCE_KINDS)[number];

/** Sources of entries: those of customers' accounts, and those of the end of a month. */
export const ENTRY_SOURCE_KINDS = [
  ...CUSTOMER_SOURCE_KINDS,
  'revaluation',
  'revaluation_reversal',
  'revenue_release',
] as const;
export type EntrySourceKind = (typeof ENTRY_SOURCE_KINDS)[number];

/** Kind of revenue: independent of usage (`fixed`), or dependent on it (`variable`). */
export type Behaviour = 'fixed' | 'variable';

export interface LineToPost {
  readonly lineId: string;
  readonly kind: string;
  /** Component of the charge: fee, usage, true_up and so on; null if there is none. */
  readonly component: string | null;
  readonly netMinor: bigint;
  readonly machineId: string | null;
}

export interface TaxToPost {
  readonly category: string;
  readonly percent: string;
  readonly taxMinor: bigint;
}

export interface DocumentToPost {
  readonly currency: string;
  readonly booksCurrency: string;
  /** Price of one unit of the document's currency in the accounting currency, decimal. */
  readonly booksRate: string;
  readonly lines: readonly LineToPost[];
  readonly taxes: readonly TaxToPost[];
  /** Part of the total that is paid from held deposits; zero or more. */
  readonly depositMinor: bigint;
  /** Rounding of the amount to pay; negative if it is rounded down. */
  readonly roundingMinor: bigint;
}

/** Debits are positive, credits negative, in minor units. */
export interface Posting {
  readonly account: DocumentAccount;
  readonly amountMinor: bigint;
  readonly booksAmountMinor: bigint;
  readonly revenueClass: string | null;
  readonly behaviour: Behaviour | null;
  readonly taxCategory: string | null;
  readonly taxPercent: string | null;
  readonly machineId: string | null;
  readonly invoiceLineId: string | null;
}

type UnconvertedPosting = Omit<Posting, 'booksAmountMinor'>;

/** Classes of revenue: the component of the charge or, for lines without a charge, the kind of the line. */
export const REVENUE_CLASSES = [
  'base',
  'usage',
  'kit',
  'performance',
  'fee',
  'credit',
  'discount',
  'true_up',
  'instalment',
  'commitment',
] as const satisfies readonly (LineKind | Exclude<ChargeComponent, 'deposit'>)[];

/** Revenue classes that are independent of usage. */
export const FIXED_CLASSES: readonly string[] = ['base', 'fee', 'true_up', 'instalment', 'commitment'];
const NONE = {
  revenueClass: null,
  behaviour: null,
  taxCategory: null,
  taxPercent: null,
  machineId: null,
  invoiceLineId: null,
};

/**
 * Posts an invoice: the gross amount is a receivable from the buyer, the net amount of each line is revenue, and taxes
 * are payable. A deposit is not revenue, but a liability to the buyer until it is returned or set off. Postings sum to
 * zero in the document's currency and in the accounting currency. For the latter, the total is converted once and
 * distributed by the largest remainder method.
 */
export function postInvoice(document: DocumentToPost): Posting[] {
  const credits: UnconvertedPosting[] = [
    ...document.lines.filter(({ netMinor }) => netMinor !== 0n).map(toCredit),
    ...document.taxes
      .filter(({ taxMinor }) => taxMinor !== 0n)
      .map(({ category, percent, taxMinor }) => ({
        ...NONE,
        account: 'tax_payable' as const,
        amountMinor: -taxMinor,
        taxCategory: category,
        taxPercent: percent,
      })),
  ];
  const gross = -sumMinor(credits, ({ amountMinor }) => amountMinor);
  const converted = convertTogether(document, gross, credits);
  return [
    { ...NONE, account: 'receivable', amountMinor: gross, booksAmountMinor: converted.whole },
    ...credits.map((credit, index) => ({ ...credit, booksAmountMinor: -converted.parts[index]! })),
    ...postDepositSetOff(document),
    ...postRounding(document),
  ];
}

/** Reverses postings, for a credit note or an undone allocation. */
export function reverse<P extends Pick<Posting, 'amountMinor' | 'booksAmountMinor'>>(
  postings: readonly P[],
): P[] {
  return postings.map((posting) => ({
    ...posting,
    amountMinor: -posting.amountMinor,
    booksAmountMinor: -posting.booksAmountMinor,
  }));
}

/** Returns whether a revenue class is independent of usage (`fixed`) or depends on it (`variable`). */
export function behaviourOf(revenueClass: string): Behaviour {
  return FIXED_CLASSES.includes(revenueClass) ? 'fixed' : 'variable';
}

function toCredit(line: LineToPost): UnconvertedPosting {
  const { lineId, kind, component, netMinor, machineId } = line;
  if (component === 'deposit')
    return { ...NONE, account: 'deposits_held', amountMinor: -netMinor, machineId, invoiceLineId: lineId };
  const revenueClass = component ?? kind;
  return {
    ...NONE,
    account: 'revenue',
    amountMinor: -netMinor,
    revenueClass,
    behaviour: behaviourOf(revenueClass),
    machineId,
    invoiceLineId: lineId,
  };
}

/** Posts a held deposit against the receivable. */
function postDepositSetOff(document: DocumentToPost): Posting[] {
  const { depositMinor } = document;
  if (depositMinor === 0n) return [];
  const converted = toAccountingCurrency(document, depositMinor);
  return [
    { ...NONE, account: 'deposits_held', amountMinor: depositMinor, booksAmountMinor: converted },
    { ...NONE, account: 'receivable', amountMinor: -depositMinor, booksAmountMinor: -converted },
  ];
}

/** Posts the rounding of the amount to pay, which is neither revenue nor tax. */
function postRounding(document: DocumentToPost): Posting[] {
  const { roundingMinor } = document;
  if (roundingMinor === 0n) return [];
  const converted = toAccountingCurrency(document, roundingMinor);
  return [
    { ...NONE, account: 'receivable', amountMinor: roundingMinor, booksAmountMinor: converted },
    { ...NONE, account: 'rounding', amountMinor: -roundingMinor, booksAmountMinor: -converted },
  ];
}

function toAccountingCurrency({ currency, booksCurrency, booksRate }: DocumentToPost, minor: bigint): bigint {
  if (currency === booksCurrency) return minor;
  return toMinor(new Exact(fromMinor(minor, currency)).times(booksRate), booksCurrency);
}

function convertTogether(
  { currency, booksCurrency, booksRate }: DocumentToPost,
  gross: bigint,
  credits: readonly UnconvertedPosting[],
): { readonly whole: bigint; readonly parts: readonly bigint[] } {
  if (currency === booksCurrency)
    return { whole: gross, parts: credits.map(({ amountMinor }) => -amountMinor) };
  const converted = (minor: bigint) => new Exact(fromMinor(minor, currency)).times(booksRate);
  const whole = toMinor(converted(gross), booksCurrency);
  if (credits.length === 0) return { whole, parts: [] };
  // Amounts are divided in minor units of the accounting currency.
  const unit = new Exact(toMinor('1', booksCurrency).toString());
  const parts = roundTogether(
    whole,
    credits.map(({ amountMinor }) => converted(-amountMinor).times(unit)),
  );
  return { whole, parts };
}
