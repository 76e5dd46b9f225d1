import { availableParallelism } from 'node:os';
import { BillerPool } from './contracts/biller-pool.js';
import { startTestPostgres } from './support/test-postgres.js';
import { type Feature, FEATURES } from './contracts/contract-case.js';
import { decimalsOf } from './contracts/currencies.js';
import { COUNTED_MODELS } from './contracts/generate-charges.js';
import { generateCase } from './contracts/generate.js';
import type { SeedSet, SetOutcome } from './contracts/seed-biller.js';
import type { Proof } from './support/proof.js';

const CONTRACTS = 5000;
const SHORT_CONTRACTS = 30;
const IN_SET = 100;
/** Maximum number of cases per set that are minimized because they differ from the oracle. */
const SHRUNK = 2;

/** Random contracts over four months, billed by the product's services and recalculated by an independent oracle. */
export const contracts: Proof = {
  name: 'contracts',
  claim: `Invoices and corrections of ${CONTRACTS} random contracts over four months match an independent calculation (oracle) to the cent, every proof pack passes verification, and the audit blocks no correct draft`,
  async run({ seed, short, count, features, jobs }) {
    const wanted = count ?? (short ? SHORT_CONTRACTS : CONTRACTS);
    const allowed = allowedFeatures(features);
    const processes = Math.min(jobs ?? availableParallelism(), wanted);
    const sets = setsOf(seed, wanted, processes, { allowed, toShrink: short ? 0 : SHRUNK });
    const outcomes: SetOutcome[] = [];
    const started = performance.now();
    const closePostgres = await startTestPostgres();
    const pool = new BillerPool(processes);
    try {
      await pool.bill(sets, (outcome) => {
        outcomes.push(outcome);
        report(outcome);
        reportProgress(outcomes, wanted, (performance.now() - started) / 1000);
      });
    } finally {
      await pool.close();
      await closePostgres();
    }
    return verdictsOf(outcomes, { seed, wanted, allowed });
  },
};

/** Splits seeds into sets, in order. Even with few contracts, each process gets a set. */
function setsOf(
  seed: number,
  wanted: number,
  processes: number,
  more: Pick<SeedSet, 'allowed' | 'toShrink'>,
): SeedSet[] {
  const size = Math.min(IN_SET, Math.ceil(wanted / processes));
  return Array.from({ length: Math.ceil(wanted / size) }, (_, number) => ({
    ...more,
    number,
    firstSeed: seed + number * size,
    count: Math.min(size, wanted - number * size),
  }));
}

function allowedFeatures(named: string | undefined): readonly Feature[] {
  if (named === undefined) return FEATURES;
  const names = named.split(',').filter((name) => name !== '');
  const without = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  if (without.length > 0) return FEATURES.filter((feature) => !without.includes(feature));
  return FEATURES.filter((feature) => names.includes(feature));
}

const verifiedOf = ({ packs }: SetOutcome): number =>
  packs.filter(({ disagreement }) => disagreement === null).length;

function report(outcome: SetOutcome): void {
  const { firstSeed, count, seconds, steps, packs, blocked, failures, planted, differences } = outcome;
  console.log(
    `P-${firstSeed} to P-${firstSeed + count - 1}: ${count - differences.length} of ${count} match the oracle, ` +
      `${verifiedOf(outcome)} of ${packs.length} packs verified, ${blocked.length} drafts blocked, ${failures.length} failures, ` +
      `${outcome.corrections} corrections, ${outcome.creditedMonths} credited months, ${seconds.toFixed(1)} s ` +
      `(${steps.map(([step, took]) => `${step} ${took.toFixed(1)}`).join(', ')})`,
  );
  for (const { contract, why } of failures) console.log(`  FAILED ${contract}: ${why}`);
  for (const { document, reasons } of blocked) console.log(`  BLOCKED ${document}: ${reasons}`);
  for (const { document, disagreement } of packs)
    if (disagreement !== null) console.log(`  PACK NOT VERIFIED ${document}: ${disagreement}`);
  for (const { fault, contract, found } of planted)
    if (found === null) console.log(`  FAULT NOT FOUND ${contract}: ${fault}`);
  for (const { seed, features, lines, smallest } of differences) {
    console.log(`  DIFFERENT P-${seed} (${features.join(', ')})\n    ${lines.join('\n    ')}`);
    if (smallest !== null) console.log(`    smallest case: ${smallest}`);
    console.log(`    to reproduce: npm run prove -- contracts --seed ${seed} --count 1`);
  }
}

function reportProgress(outcomes: readonly SetOutcome[], wanted: number, seconds: number): void {
  const done = outcomes.reduce((sum, { count }) => sum + count, 0);
  const left = Math.round(((seconds / done) * (wanted - done)) / 60);
  console.log(
    `  ${done} of ${wanted} contracts after ${Math.round(seconds / 60)} min, about ${left} min left`,
  );
}

function verdictsOf(
  outcomes: readonly SetOutcome[],
  {
    seed,
    wanted,
    allowed,
  }: { readonly seed: number; readonly wanted: number; readonly allowed: readonly Feature[] },
): Awaited<ReturnType<Proof['run']>> {
  const sum = (of: (outcome: SetOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const different = sum(({ differences }) => differences.length);
  const packs = sum((outcome) => outcome.packs.length);
  const verified = sum(verifiedOf);
  const blocked = sum((outcome) => outcome.blocked.length);
  const failed = sum(({ failures }) => failures.length);
  const cases = Array.from({ length: wanted }, (_, index) => generateCase(seed + index, allowed));
  const models = new Set(cases.flatMap(({ charges }) => charges.map(({ pricing }) => pricing.model)));
  const currencies = new Set(cases.map(({ currency }) => currency));
  const features = new Set(cases.flatMap((described) => described.features));
  const areAllModels = [...COUNTED_MODELS, 'flat' as const].every((model) => models.has(model));
  const decimals = new Set([...currencies].map(decimalsOf));
  // Coverage is required only if the run has enough contracts.
  const isComplete =
    wanted < SHORT_CONTRACTS || (areAllModels && [0, 2, 3].every((count) => decimals.has(count)));
  const planted = sum((outcome) => outcome.planted.length);
  const found = sum((outcome) => outcome.planted.filter((each) => each.found !== null).length);
  const corrections = sum((outcome) => outcome.corrections);
  return [
    {
      bar: 'Contracts with invoices and corrections that match the oracle to the cent',
      figure: `${wanted - different} of ${wanted}`,
      holds: different === 0 && wanted > 0,
    },
    {
      bar: 'Every contract is drafted, and every document is issued',
      figure: `${sum(({ documents }) => documents)} documents issued, ${sum(({ creditedMonths }) => creditedMonths)} of them for months with a negative total, ${failed} failures`,
      holds: failed === 0,
    },
    {
      bar: 'Proof packs that pass verification by verify-pack.mjs',
      figure: `${verified} of ${packs}`,
      holds: packs > 0 && verified === packs,
    },
    { bar: 'The audit blocks no correct draft', figure: `${blocked} blocked`, holds: blocked === 0 },
    {
      bar: 'Planted faults found by the audit',
      figure: `${found} of ${planted}`,
      holds: planted > 0 && found === planted,
    },
    {
      bar: 'The contracts include every charge model and currencies with 0, 2 and 3 decimals',
      figure: `${models.size} models, ${currencies.size} currencies, ${features.size} of ${allowed.length} features`,
      holds: isComplete,
    },
    {
      bar: 'The contracts include corrections of issued months',
      figure: `${corrections} corrections`,
      holds: corrections > 0 || wanted < SHORT_CONTRACTS,
    },
  ];
}
