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

/** Cases of payment, which no door takes: minor units of a payment provider, prepaid wallets. */
const OF_PAYMENT = /^(RND-13|WAL-)/;
/** Groups that the doors take; the others belong to other parts of the product. */
const GROUPS = ['pricing', 'index', 'metering', 'contract', 'sla'];
/** Clocks of business hours. */
const OF_CLOCKS = ['EC-22', 'EC-23', 'EC-24'];

/**
 * The cases that the doors take, from the files beside this checkout.
 * @returns undefined where the files are not there
 */
export function readCases(root: string): WorkedCase[] | undefined {
  const folder = join(root, '..', 'shared', 'acceptance');
  const [billing, contracts] = ['billing-cases.json', 'eaas-cases.json'].map((name) => join(folder, name));
  if (!existsSync(billing!) || !existsSync(contracts!)) return undefined;
  return [
    ...toList<BillingCase>(readFileSync(billing!, 'utf8')).filter(({ id }) => !OF_PAYMENT.test(id)),
    ...toList<ContractCase>(readFileSync(contracts!, 'utf8'))
      .filter(({ id, cat }) => GROUPS.includes(cat) && !OF_CLOCKS.includes(id))
      .map((each) => ({ id: each.id, input: each.in, expected: each.expect })),
  ];
}

/** The cases of a file, which is their list or holds it. */
function toList<Case>(text: string): Case[] {
  const content = JSON.parse(text) as Case[] | { cases: Case[] };
  return Array.isArray(content) ? content : content.cases;
}
