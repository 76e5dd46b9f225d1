import type { BillingHouse } from '../test/support/billing-house.js';
import { type BilledSet, SetOfCases } from './contracts/bill-cases.js';
import { CaseWorld, openHouse, type StoredCase } from './contracts/case-world.js';
import { compareBills, type Difference } from './contracts/compare.js';
import {
  type ContractCase,
  type Feature,
  FEATURES,
  RUN_MONTHS,
  USUAL_FEATURES,
} from './contracts/contract-case.js';
import { decimalsOf } from './contracts/currencies.js';
import { COUNTED_MODELS } from './contracts/generate-charges.js';
import { generateCase } from './contracts/generate.js';
import { PackVerifier } from './contracts/pack-verifier.js';
import { phaseBegins } from './contracts/phases.js';
import { describeCase, shrink } from './contracts/shrink.js';
import type { Proof } from './support/proof.js';

const CONTRACTS = 5000;
const IN_SHORT = 60;
const IN_SET = 100;
/** So many cases that differ are made smaller, for whoever looks for the cause. */
const SHRUNK = 3;
const SELLERS = ['PL', 'DE'] as const;

/** Random contracts over four months, billed by the product's services and worked out once more by an oracle of its own. */
export const contracts: Proof = {
  name: 'contracts',
  claim: `${CONTRACTS} random contracts over four months: invoices and corrections are to the cent what an oracle written apart makes of them, every pack verifies, and the audit blocks no genuine draft`,
  async run({ seed, short, count, features }) {
    const wanted = count ?? (short ? IN_SHORT : CONTRACTS);
    const allowed = allowedFeatures(features);
    const { house, close } = await openHouse();
    const verifier = new PackVerifier();
    try {
      const outcomes: SetOutcome[] = [];
      const shrunk: string[] = [];
      let makers = 0;
      for (let first = 0; first < wanted; first += IN_SET) {
        const cases = Array.from({ length: Math.min(IN_SET, wanted - first) }, (_, index) =>
          generateCase(seed + first + index, allowed),
        );
        const started = performance.now();
        const outcome = await billSet(house, verifier, cases, {
          makers: (makers += 1),
          number: outcomes.length,
        });
        outcomes.push(outcome);
        report(outcome, (performance.now() - started) / 1000);
        for (const { described } of outcome.differences.slice(0, short ? 0 : SHRUNK - shrunk.length)) {
          shrunk.push(described.number);
          await printSmallest(described, (smaller) =>
            billSet(house, verifier, smaller, { makers: (makers += 1), number: outcomes.length - 1 }),
          );
        }
      }
      return verdictsOf(outcomes, wanted, allowed);
    } finally {
      await verifier.close();
      await close();
    }
  },
};

interface SetOutcome {
  readonly cases: readonly ContractCase[];
  readonly set: BilledSet;
  readonly differences: readonly Difference[];
}

function allowedFeatures(named: string | undefined): readonly Feature[] {
  if (named === undefined) return USUAL_FEATURES;
  const names = named.split(',').filter((name) => name !== '');
  const without = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  if (without.length > 0) return USUAL_FEATURES.filter((feature) => !without.includes(feature));
  return FEATURES.filter((feature) => names.includes(feature));
}

async function billSet(
  house: BillingHouse,
  verifier: PackVerifier,
  cases: readonly ContractCase[],
  { makers, number }: { readonly makers: number; readonly number: number },
): Promise<SetOutcome> {
  house.now = new Date(phaseBegins(-1)).toISOString();
  const world = await CaseWorld.create(house, `contracts-${makers}`, SELLERS[number % SELLERS.length]!);
  await world.addRates(
    cases.map(({ currency }) => currency),
    RUN_MONTHS.map((_, phase) => new Date(phaseBegins(phase)).toISOString().slice(0, 10)),
  );
  const stored: StoredCase[] = [];
  const refused: { contract: string; why: string }[] = [];
  for (const described of cases)
    try {
      stored.push(await world.store(described));
    } catch (error) {
      const { fields, params } = error as { fields?: unknown; params?: unknown };
      refused.push({
        contract: described.number,
        why: `${String(error)} ${JSON.stringify(fields ?? params ?? {})}`,
      });
    }
  const set = await new SetOfCases(world, stored, number).bill(verifier);
  return {
    cases,
    set: { ...set, failures: [...refused, ...set.failures] },
    differences: cases.flatMap((described) => compareBills(described, set.billed) ?? []),
  };
}

/** Prints what of a case that differs is enough for a difference. */
async function printSmallest(
  described: ContractCase,
  bill: (cases: readonly ContractCase[]) => Promise<SetOutcome>,
): Promise<void> {
  const smallest = await shrink(described, async (cases) => {
    const { differences } = await bill(cases);
    return cases.map((one) => differences.some((difference) => difference.described === one));
  });
  console.log(
    `  SMALLEST of ${described.number} (--seed ${described.seed} --count 1): ${describeCase(smallest)}`,
  );
}

function report({ cases, set, differences }: SetOutcome, seconds: number): void {
  const packs = set.packs.filter(({ disagreement }) => disagreement === null).length;
  const steps = [...set.seconds].map(([step, took]) => `${step} ${took.toFixed(1)}`).join(', ');
  console.log(
    `${cases[0]!.number} to ${cases.at(-1)!.number}: ${cases.length - differences.length} of ${cases.length} equal, ` +
      `${packs} of ${set.packs.length} packs verified, ${set.blocked.length} blocked, ${set.failures.length} failed, ` +
      `${set.corrections} corrections, ${seconds.toFixed(1)} s (${steps})`,
  );
  for (const { contract, why } of set.failures) console.log(`  FAILED ${contract}: ${why}`);
  for (const { document, reasons } of set.blocked) console.log(`  BLOCKED ${document}: ${reasons}`);
  for (const { document, disagreement } of set.packs)
    if (disagreement !== null) console.log(`  PACK ${document}: ${disagreement}`);
  for (const { fault, contract, found } of set.planted)
    if (found === null) console.log(`  NOT FOUND ${contract}: ${fault}`);
  for (const { described, lines } of differences)
    console.log(
      `  DIFFERS ${described.number} (${described.features.join(', ')})\n    ${lines.join('\n    ')}`,
    );
}

function verdictsOf(
  outcomes: readonly SetOutcome[],
  wanted: number,
  allowed: readonly Feature[],
): Awaited<ReturnType<Proof['run']>> {
  const sum = (of: (outcome: SetOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const different = sum(({ differences }) => differences.length);
  const packs = sum(({ set }) => set.packs.length);
  const verified = sum(({ set }) => set.packs.filter(({ disagreement }) => disagreement === null).length);
  const blocked = sum(({ set }) => set.blocked.length);
  const failed = sum(({ set }) => set.failures.length);
  const cases = outcomes.flatMap((outcome) => outcome.cases);
  const models = new Set(cases.flatMap(({ charges }) => charges.map(({ pricing }) => pricing.model)));
  const currencies = new Set(cases.map(({ currency }) => currency));
  const features = new Set(cases.flatMap((described) => described.features));
  const areAllModels = [...COUNTED_MODELS, 'flat' as const].every((model) => models.has(model));
  const decimals = new Set([...currencies].map(decimalsOf));
  // Whoever asks for some features or few contracts asks for no more than those.
  const isComplete = wanted < IN_SHORT || (areAllModels && [0, 2, 3].every((count) => decimals.has(count)));
  const planted = sum(({ set }) => set.planted.length);
  const found = sum(({ set }) => set.planted.filter((each) => each.found !== null).length);
  const corrections = sum(({ set }) => set.corrections);
  return [
    {
      bar: 'invoices and corrections of a contract are what the oracle makes of it, to the cent',
      figure: `${wanted - different} of ${wanted} contracts equal`,
      holds: different === 0 && wanted > 0,
    },
    {
      bar: 'every contract is drafted, and every document issued',
      figure: `${sum(({ set }) => set.documents)} documents issued, ${failed} failures`,
      holds: failed === 0,
    },
    {
      bar: 'the auditor’s script verifies the pack of every document',
      figure: `${verified} of ${packs}`,
      holds: packs > 0 && verified === packs,
    },
    { bar: 'the audit blocks no genuine draft', figure: `${blocked} blocked`, holds: blocked === 0 },
    {
      bar: 'the audit finds every planted fault',
      figure: `${found} of ${planted}`,
      holds: planted > 0 && found === planted,
    },
    {
      bar: 'every charge model, and currencies of 0, 2 and 3 decimals are among them',
      figure: `${models.size} models, ${currencies.size} currencies, ${features.size} of ${allowed.length} features`,
      holds: isComplete,
    },
    {
      bar: 'corrections of issued months were among them',
      figure: `${corrections} settled`,
      holds: corrections > 0,
    },
  ];
}
