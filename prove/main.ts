import { parseArgs } from 'node:util';
import { attack } from './attack.js';
import { audit } from './audit.js';
import { billingRun } from './billing-run.js';
import { bulkDecisions } from './bulk-decisions.js';
import { bytes } from './bytes.js';
import { chaos } from './chaos.js';
import { demoMonth } from './demo-month.js';
import { descriptions } from './descriptions.js';
import { diagnostics } from './diagnostics.js';
import { concurrency } from './concurrency.js';
import { contracts } from './contracts.js';
import { previews } from './previews.js';
import { exports } from './exports.js';
import { externalBroker } from './external-broker.js';
import { forecast } from './forecast.js';
import { forgeries } from './forgeries.js';
import { firstLoad } from './first-load.js';
import { firehose } from './firehose.js';
import { largeLists } from './large-lists.js';
import { ledger } from './ledger.js';
import { lists } from './lists.js';
import { mutationScore } from './mutation-score.js';
import { mutations } from './mutations.js';
import { notifications } from './notifications.js';
import { packs } from './packs.js';
import { properties } from './properties.js';
import { rate } from './rate.js';
import { replay } from './replay.js';
import { search } from './search.js';
import { start } from './start.js';
import { statements } from './statements.js';
import { survive } from './survive.js';
import { tasks } from './tasks.js';
import { telegraf } from './telegraf.js';
import { upgrade } from './upgrade.js';
import { year } from './year.js';
import type { Proof } from './support/proof.js';

const PROOFS: readonly Proof[] = [
  start,
  replay,
  survive,
  rate,
  firehose,
  externalBroker,
  chaos,
  mutations,
  mutationScore,
  telegraf,
  bytes,
  year,
  previews,
  forgeries,
  packs,
  billingRun,
  bulkDecisions,
  ledger,
  audit,
  properties,
  descriptions,
  diagnostics,
  forecast,
  concurrency,
  contracts,
  demoMonth,
  firstLoad,
  attack,
  exports,
  lists,
  largeLists,
  search,
  notifications,
  tasks,
  statements,
  upgrade,
];

/**
 * Runs `npm run prove -- NAME [--seed N] [--seconds N] [--rounds N] [--count N] [--jobs N] [--features A,B] [--before
 * COMMIT] [--short]`. Without a name, lists the proofs.
 */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      count: { type: 'string' },
      jobs: { type: 'string' },
      features: { type: 'string' },
      before: { type: 'string' },
      short: { type: 'boolean', default: false },
    },
  });
  const name = positionals[0];
  const proof = PROOFS.find((candidate) => candidate.name === name);
  if (!proof) {
    if (name) console.error(`There is no proof "${name}". Choose one of these:\n`);
    for (const each of PROOFS) console.log(`${each.name.padEnd(16)} ${each.claim}`);
    return name ? 2 : 0;
  }
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) {
    console.error(`--seed must be a whole number, but is "${values.seed}".`);
    return 2;
  }
  const [seconds, rounds, count, jobs] = (['seconds', 'rounds', 'count', 'jobs'] as const).map((option) =>
    toCount(option, values[option]),
  );
  if (seconds === null || rounds === null || count === null || jobs === null) return 2;
  console.log(
    `Proof: ${proof.name}\nClaim: ${proof.claim}\nSeed:  ${seed}${values.short ? ' (short form)' : ''}\n`,
  );
  const verdicts = await proof.run({
    seed,
    short: values.short,
    seconds,
    rounds,
    count,
    jobs,
    features: values.features,
    before: values.before,
  });
  console.log('\nCriterion: measured value');
  for (const { bar, figure, holds } of verdicts) console.log(`${holds ? 'PASS' : 'FAIL'}  ${bar}: ${figure}`);
  const holds = verdicts.length > 0 && verdicts.every((verdict) => verdict.holds);
  console.log(`\nVerdict: ${holds ? 'PASS, all criteria are met' : 'FAIL, not all criteria are met'}`);
  return holds ? 0 : 1;
}

/**
 * Returns a positive integer; undefined if the option is missing. For any other value, prints an error and returns
 * null.
 */
function toCount(option: string, text: string | undefined): number | undefined | null {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  console.error(`--${option} must be a whole number greater than 0, but is "${text}".`);
  return null;
}

process.exit(await main());
