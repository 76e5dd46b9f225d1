import { parseArgs } from 'node:util';
import type { Proof } from './support/proof.js';

/** Proofs by name. Only the selected one is loaded, because together they load the whole product several times over. */
const PROOFS: Readonly<Record<string, () => Promise<Proof>>> = {
  start: async () => (await import('./start.js')).start,
  replay: async () => (await import('./replay.js')).replay,
  survive: async () => (await import('./survive.js')).survive,
  rate: async () => (await import('./rate.js')).rate,
  firehose: async () => (await import('./firehose.js')).firehose,
  'external-broker': async () => (await import('./external-broker.js')).externalBroker,
  chaos: async () => (await import('./chaos.js')).chaos,
  mutations: async () => (await import('./mutations.js')).mutations,
  'mutation-score': async () => (await import('./mutation-score.js')).mutationScore,
  telegraf: async () => (await import('./telegraf.js')).telegraf,
  bytes: async () => (await import('./bytes.js')).bytes,
  year: async () => (await import('./year.js')).year,
  previews: async () => (await import('./previews.js')).previews,
  forgeries: async () => (await import('./forgeries.js')).forgeries,
  packs: async () => (await import('./packs.js')).packs,
  'billing-run': async () => (await import('./billing-run.js')).billingRun,
  'bulk-decisions': async () => (await import('./bulk-decisions.js')).bulkDecisions,
  collection: async () => (await import('./collection.js')).collection,
  ledger: async () => (await import('./ledger.js')).ledger,
  audit: async () => (await import('./audit.js')).audit,
  properties: async () => (await import('./properties.js')).properties,
  descriptions: async () => (await import('./descriptions.js')).descriptions,
  diagnostics: async () => (await import('./diagnostics.js')).diagnostics,
  forecast: async () => (await import('./forecast.js')).forecast,
  concurrency: async () => (await import('./concurrency.js')).concurrency,
  contracts: async () => (await import('./contracts.js')).contracts,
  'demo-month': async () => (await import('./demo-month.js')).demoMonth,
  'first-load': async () => (await import('./first-load.js')).firstLoad,
  attack: async () => (await import('./attack.js')).attack,
  exports: async () => (await import('./exports.js')).exports,
  lists: async () => (await import('./lists.js')).lists,
  'large-lists': async () => (await import('./large-lists.js')).largeLists,
  search: async () => (await import('./search.js')).search,
  notifications: async () => (await import('./notifications.js')).notifications,
  tasks: async () => (await import('./tasks.js')).tasks,
  statements: async () => (await import('./statements.js')).statements,
  upgrade: async () => (await import('./upgrade.js')).upgrade,
};

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
  const load = name === undefined ? undefined : PROOFS[name];
  if (!load) {
    if (name) console.error(`There is no proof "${name}". Choose one of these:\n`);
    for (const loadEach of Object.values(PROOFS)) {
      const { name: each, claim } = await loadEach();
      console.log(`${each.padEnd(16)} ${claim}`);
    }
    return name ? 2 : 0;
  }
  const proof = await load();
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
