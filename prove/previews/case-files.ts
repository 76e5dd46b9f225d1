import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkedCase } from './worked-case.js';

interface BillingCase {
  readonly id: string;
  readonly input: WorkedCase['input'];
  readonly expected: WorkedCase['expected'];
}

interface ContractCase {
  readonly id: string;
  readonly cat: string;
  readonly in: WorkedCase['input'];
  readonly expect: WorkedCase['expected'];
}

/** Groups of cases that the previews support. The other groups test other parts of the product. */
const GROUPS = ['pricing', 'index', 'metering', 'contract', 'sla', 'finance'];
/** Cases of clocks that count business hours, which no preview supports. */
const CLOCK_CASES = ['EC-22', 'EC-23', 'EC-24'];

/**
 * Reads the supported cases from the files next to this checkout.
 * @returns undefined if the files don't exist
 */
export function readCases(root: string): WorkedCase[] | undefined {
  const folder = join(root, '..', 'shared', 'acceptance');
  const [billing, contracts] = ['billing-cases.json', 'eaas-cases.json'].map((name) => join(folder, name));
  if (!existsSync(billing!) || !existsSync(contracts!)) return undefined;
  return [
    ...toList<BillingCase>(readFileSync(billing!, 'utf8')),
    ...toList<ContractCase>(readFileSync(contracts!, 'utf8'))
      .filter(({ id, cat }) => GROUPS.includes(cat) && !CLOCK_CASES.includes(id))
      .map((each) => ({ id: each.id, input: each.in, expected: each.expect })),
  ];
}

/** Returns the cases of a file, which is a list or contains one. */
function toList<Case>(text: string): Case[] {
  const content = JSON.parse(text) as Case[] | { cases: Case[] };
  return Array.isArray(content) ? content : content.cases;
}
