import {
  type BillingRunFigures,
  type BillingRunOptions,
  formatBillingRun,
  FULL_BILLING_RUN,
  measureBillingRun,
} from '../measure/billing-run.js';
import { MACHINES_A_CONTRACT } from '../measure/support/billing-world/copies.js';
import { formatCount } from '../measure/support/table.js';
import type { Proof, Verdict } from './support/proof.js';

const SHORT: Omit<BillingRunOptions, 'seed'> = { contracts: 60, fewer: 20, underived: 10, profiles: 3 };
const HOURS_A_MONTH = 720;
const SECONDS = 30;
const MEBIBYTES = 1024;
/** Maximum factor by which the duration may grow for ten times the contracts. */
const GROWTH = 11;

/** Checks the speed only in the full form, because the measurement requires an idle machine. */
export const billingRun: Proof = {
  name: 'billing-run',
  claim:
    'A month of 10,000 contracts with 30,000 machines and 21.6 million hours is drafted and audited in 30 s, and each quantity equals a sum in plain SQL',
  async run({ seed, short, count }) {
    const full = count === undefined ? FULL_BILLING_RUN : { ...FULL_BILLING_RUN, contracts: count };
    const options = { ...(short ? SHORT : full), seed };
    const figures = await measureBillingRun(options, (text) => console.log(text));
    console.log(`\n${formatBillingRun(figures, options)}`);
    return [...evaluateFacts(figures, options), ...(short ? [] : evaluateSpeed(figures))];
  },
};

function evaluateFacts(
  { few, many, again, agreement, underived, hours, changedAgain }: BillingRunFigures,
  options: BillingRunOptions,
): Verdict[] {
  const { contracts } = options;
  const machines = contracts * MACHINES_A_CONTRACT;
  const ready = (totals: BillingRunFigures['many']['run']['totals']): number =>
    totals.reduce((sum, each) => sum + (each.outcome === 'ready' ? each.contracts : 0), 0);
  return [
    {
      bar: 'Contracts with a draft that is ready',
      figure: `${formatCount(ready(many.run.totals))} of ${formatCount(contracts)}, ${formatCount(agreement.drafts)} drafts, ${agreement.findings} findings`,
      holds:
        ready(many.run.totals) === contracts &&
        agreement.drafts === contracts &&
        ready(few.run.totals) === options.fewer &&
        ready(underived.run.totals) === options.underived,
    },
    {
      bar: 'Quantities of lines equal sums of the machines’ hours in plain SQL',
      figure: `${agreement.wrongLines} of ${formatCount(agreement.usageLines)} lines differ`,
      holds: agreement.wrongLines === 0 && agreement.usageLines >= contracts,
    },
    {
      bar: 'Quantities of meters equal sums of the machines’ hours in plain SQL',
      figure: `${agreement.wrongUsages} of ${formatCount(agreement.usages)} meters differ, ${formatCount(hours)} hours`,
      holds:
        agreement.wrongUsages === 0 && agreement.usages === machines && hours === machines * HOURS_A_MONTH,
    },
    {
      bar: 'A second run of the same month changes no draft',
      figure: `${changedAgain} drafts changed`,
      holds: changedAgain === 0 && ready(again.run.totals) === contracts,
    },
  ];
}

function evaluateSpeed({ few, many }: BillingRunFigures): Verdict[] {
  const growth = many.seconds / few.seconds;
  return [
    {
      bar: `Time from POST to the last draft is less than ${SECONDS} s`,
      figure: `${many.seconds.toFixed(1)} s`,
      holds: many.seconds < SECONDS,
    },
    {
      bar: `Memory of the product's Node processes is less than ${MEBIBYTES} MiB`,
      figure: `${Math.round(many.peakMemory)} MiB`,
      holds: many.peakMemory < MEBIBYTES,
    },
    {
      bar: `Ten times the contracts take at most ${GROWTH} times as long`,
      figure: `${growth.toFixed(1)} times`,
      holds: growth <= GROWTH,
    },
  ];
}
