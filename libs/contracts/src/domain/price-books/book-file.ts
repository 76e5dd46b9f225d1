import { importColumn, type ImportTable, type RowCheck, createRowChecks } from '#equipment/domain';
import { CHARGE_DUES, type ChargeDue, COUNTER_SPANS, type CounterSpan } from '../charges/charge-fields.js';
import { CHARGE_MODELS, type ChargeModel, type Pricing, type Tier } from '../charges/pricing.js';
import type { BookEntry } from './book-entry.js';
import { findEntryFaults } from './book-faults.js';

/** A charge's terms by column name. */
const TERMS = {
  amount: 'amount',
  unit_price: 'unitPrice',
  included_quantity: 'includedQuantity',
  package_size: 'packageSize',
  package_price: 'packagePrice',
  contracted_quantity: 'contractedQuantity',
  min_quantity: 'minQuantity',
  min_amount: 'minAmount',
  shortfall_price: 'shortfallPrice',
  max_amount: 'maxAmount',
  discount_percent: 'discountPercent',
} as const satisfies Readonly<Record<string, keyof Pricing>>;
/** A tier's terms by column name. */
const TIER_TERMS = {
  up_to: 'upTo',
  tier_unit_price: 'unitPrice',
  tier_flat_fee: 'flatFee',
  tier_rate_percent: 'ratePercent',
} as const satisfies Readonly<Record<string, keyof Tier>>;

/**
 * The columns of a price book's file, in the order of its template. A charge with tiers has one row per tier; the first
 * row also has all other fields.
 */
export const BOOK_COLUMNS = [
  importColumn('plan', true, 'AIR-BASE', 'plan code', '方案'),
  importColumn('charge', true, 'base', 'key', 'charge key', '费用'),
  importColumn('name', false, 'Base fee', '名称'),
  importColumn('clause', false, '2.1', '条款'),
  importColumn('model', false, 'flat', 'charge model', '模式'),
  importColumn('due', false, 'arrears', '到期'),
  importColumn('counts_by', false, 'month', '计算周期'),
  importColumn('per_machine', false, 'no', '每台'),
  ...Object.keys(TERMS).map((field) => importColumn(field, false, field === 'amount' ? '4900.00' : '')),
  ...Object.keys(TIER_TERMS).map((field) => importColumn(field, false, '')),
  importColumn('other_terms', false, ''),
];

/** A plan that a file refers to by its code. */
export interface BookPlan {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

const toOptions = (codes: readonly string[]) =>
  codes.map((code) => ({ code, name: code.replaceAll('_', ' ') }));
const [MODELS, DUES, SPANS, ANSWERS] = [CHARGE_MODELS, CHARGE_DUES, COUNTER_SPANS, ['yes', 'no']].map(
  toOptions,
);

interface ReadEntry {
  readonly entry: BookEntry;
  /** One row per tier; the first row also has all other fields. */
  readonly rows: readonly RowCheck[];
}

/** Validates every row of a price book's file, and returns its entries. */
export function checkBookRows(
  table: ImportTable,
  fields: readonly (string | null)[],
  { plans, currency }: { readonly plans: readonly BookPlan[]; readonly currency: string },
): { readonly checks: readonly RowCheck[]; readonly checked: readonly BookEntry[] } {
  const checks = createRowChecks(table, fields);
  const planIds = new Set(plans.map(({ id }) => id));
  const read = groupRows(checks).flatMap((rows) => readEntry(rows, plans));
  for (const [index, { entry, rows }] of read.entries()) {
    const earlier = read.slice(0, index).map((one) => one.entry);
    for (const { pointer, code, params } of findEntryFaults(entry, '', currency, earlier, planIds)) {
      const { row, field } = locateFault(pointer, rows);
      row.fault(field, code, params);
    }
  }
  return { checks, checked: read.map(({ entry }) => entry) };
}

/** Groups consecutive rows of the same charge, which are its tiers. */
function groupRows(checks: readonly RowCheck[]): RowCheck[][] {
  const groups: { key: string; rows: RowCheck[] }[] = [];
  for (const check of checks) {
    const key = JSON.stringify([check.text('plan'), check.text('charge')]);
    const last = groups.at(-1);
    const isTier = check.text('model') === '' && last?.key === key;
    if (isTier) last.rows.push(check);
    else groups.push({ key, rows: [check] });
  }
  return groups.map(({ rows }) => rows);
}

function readEntry(rows: RowCheck[], plans: readonly BookPlan[]): ReadEntry[] {
  const [first] = rows;
  if (!first) return [];
  const plan = first.reference('plan', plans, true);
  const key = first.text('charge', { isRequired: true, max: 40 });
  const model = first.oneOf('model', MODELS!) as ChargeModel;
  const due = (first.oneOf('due', DUES!, { isRequired: false }) || 'arrears') as ChargeDue;
  const countsBy = (first.oneOf('counts_by', SPANS!, { isRequired: false }) || 'month') as CounterSpan;
  const perMachine = first.oneOf('per_machine', ANSWERS!, { isRequired: false }) === 'yes';
  const name = first.text('name');
  const others = readOtherTerms(first);
  const tiers = rows
    .map((row) => readTerms(row, TIER_TERMS))
    .filter((tier) => Object.keys(tier).length > 0)
    .map((tier) => ({ upTo: null, ...tier }));
  if (!plan || rows.some(({ faults }) => faults.length > 0)) return [];
  const pricing = {
    ...others,
    model,
    ...readTerms(first, TERMS),
    ...(tiers.length > 0 && { tiers }),
  } as Pricing;
  const clause = first.text('clause');
  const nameI18n: Record<string, string> = name === '' ? {} : { en: name };
  return [{ entry: { planId: plan.id, key, nameI18n, clause, due, countsBy, perMachine, pricing }, rows }];
}

function readTerms(row: RowCheck, terms: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(terms).flatMap(([column, term]) => {
      const value = row.text(column, { max: 40 });
      return value === '' ? [] : [[term, value]];
    }),
  );
}

const MAX_JSON_LENGTH = 4000;

/**
 * Reads the terms that have no column of their own. Returns an empty object and reports an error if they can't be
 * read.
 */
function readOtherTerms(row: RowCheck): object {
  const text = row.text('other_terms', { max: MAX_JSON_LENGTH });
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value) && Object.entries(value).every(isOtherTerm)) return value;
  } catch {
    // The error is reported below.
  }
  row.fault('other_terms', 'import.not_json');
  return {};
}

/** Terms with several values. All other terms are strings, numbers or booleans. */
const COMPOSITE_TERMS: Readonly<Record<string, (value: unknown) => boolean>> = {
  commitment: isFlatRecord,
  convert: isFlatRecord,
  minRamp: (value) => Array.isArray(value) && value.every(isFlatRecord),
  thresholds: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
};

/** Returns true for a valid term without a column of its own. */
function isOtherTerm([term, value]: [string, unknown]): boolean {
  const columns: readonly string[] = [...Object.values(TERMS), 'model', 'tiers'];
  return !columns.includes(term) && (COMPOSITE_TERMS[term] ?? isScalar)(value);
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFlatRecord(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every(isScalar);
}

const COLUMN_OF: Readonly<Record<string, string>> = {
  planId: 'plan',
  key: 'charge',
  due: 'due',
  perMachine: 'per_machine',
  ...Object.fromEntries(Object.entries(TERMS).map(([column, term]) => [`pricing/${term}`, column])),
};

/** Returns the row and column to which an error's pointer refers. */
function locateFault(pointer: string, rows: readonly RowCheck[]): { row: RowCheck; field: string } {
  const tier = /^\/pricing\/tiers\/(\d+)\/(\w+)$/.exec(pointer);
  if (tier) {
    const [field] = Object.entries(TIER_TERMS).find(([, term]) => term === tier[2]) ?? ['other_terms'];
    return { row: rows[Number(tier[1])] ?? rows[0]!, field };
  }
  if (pointer === '/pricing/tiers') return { row: rows[0]!, field: 'up_to' };
  return { row: rows[0]!, field: COLUMN_OF[pointer.slice(1)] ?? 'other_terms' };
}

/**
 * Returns the rows of a file that can be imported again, headers first. The file contains the whole version, except
 * names in languages other than English.
 */
export function bookRows(entries: readonly BookEntry[], plans: readonly BookPlan[]): string[][] {
  const codes = new Map(plans.map(({ id, code }) => [id, code]));
  const rows = entries.flatMap((entry) => rowsOf(entry, codes.get(entry.planId) ?? ''));
  return [
    BOOK_COLUMNS.map(({ field }) => field),
    ...rows.map((row) => BOOK_COLUMNS.map(({ field }) => row[field] ?? '')),
  ];
}

function rowsOf(entry: BookEntry, plan: string): Record<string, string>[] {
  const { key, nameI18n, clause, due, countsBy, perMachine, pricing } = entry;
  const { model, tiers, ...terms } = pricing;
  const named: readonly string[] = Object.values(TERMS);
  const others = Object.fromEntries(
    Object.entries(terms).filter(([term, value]) => value !== null && !named.includes(term)),
  );
  const head = {
    name: nameI18n['en'] ?? '',
    clause,
    model,
    due,
    counts_by: countsBy,
    per_machine: perMachine ? 'yes' : 'no',
    ...columnsOf(terms, TERMS),
    other_terms: Object.keys(others).length === 0 ? '' : JSON.stringify(others),
  };
  const steps = (tiers ?? []).map((tier) => columnsOf(tier, TIER_TERMS));
  return [{ ...head, ...steps[0] }, ...steps.slice(1)].map((row) => ({ plan, charge: key, ...row }));
}

function columnsOf(of: object, terms: Readonly<Record<string, string>>): Record<string, string> {
  const values = of as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(terms).flatMap(([column, term]) => {
      const value = values[term];
      return typeof value === 'string' ? [[column, value]] : [];
    }),
  );
}
