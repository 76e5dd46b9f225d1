import { parseArgs } from 'node:util';
import { formatBillingRun, FULL_BILLING_RUN, measureBillingRun } from '../measure/billing-run.js';
import { say } from '../measure/support/say.js';

/**
 * Measures a maker's month: drafts of thousands of contracts and their audit.
 * @param argv `--contracts N` (10000), `--seed N` (1)
 */
export async function benchBillingRun(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { contracts: { type: 'string' }, seed: { type: 'string' } },
  });
  const contracts = Number(values.contracts ?? FULL_BILLING_RUN.contracts);
  const options = {
    ...FULL_BILLING_RUN,
    contracts,
    fewer: Math.round(contracts / 10),
    underived: Math.min(FULL_BILLING_RUN.underived, contracts),
    seed: Number(values.seed ?? 1),
  };
  console.log(`\n${formatBillingRun(await measureBillingRun(options, say), options)}`);
}
