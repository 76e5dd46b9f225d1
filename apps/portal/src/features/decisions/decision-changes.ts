import type { MoneyDecision } from '../../api/types.js';

/** A value that a decision changed, before and after; null on a side without the value. */
export interface DecidedFact {
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Internal fields that are not shown. */
const INTERNAL: ReadonlySet<string> = new Set([
  'version',
  'parties',
  'contentHash',
  'dispute',
  'sequence',
  'fiscalYear',
  'currency',
  'contract',
  'contractId',
  'amendmentId',
  'buyerId',
  'planId',
  // Previous contract parts are stored with the decision but shown with the amendment.
  'machines',
  'meters',
  'charges',
  'readings',
  'amounts',
  'balances',
  'pauses',
  'writeOffId',
  'refundId',
  'reason',
]);

/**
 * Returns the values that a decision changed, without unchanged values, IDs and hashes. A list of objects is
 * represented by its length.
 */
export function changesOf({ before, after }: Pick<MoneyDecision, 'before' | 'after'>): DecidedFact[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const [was, is] = [textOf(before[key]), textOf(after[key])];
    return INTERNAL.has(key) || was === is ? [] : [{ key, before: was, after: is }];
  });
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value) || value.length === 0) return null;
  const texts = value.flatMap((one: unknown) => textOf(one) ?? []);
  return texts.length === 0 ? String(value.length) : texts.join(', ');
}
