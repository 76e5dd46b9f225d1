import type { MoneyDecision } from '../../api/types.js';

/** A fact of a decision, as it was and as it is by it; null where one side says nothing of it. */
export interface DecidedFact {
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What only the product goes by. */
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
  // What parts of a contract said before is kept with the decision, and told by the amendment itself.
  'machines',
  'meters',
  'charges',
  'readings',
  'amounts',
  'balances',
  'pauses',
]);

/** What a decision changed, of a list of things how many they are: facts that are the same before and after are no change of it, nor are ids and hashes. */
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
