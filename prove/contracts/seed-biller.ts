import type { BillingFixture } from '../../test/support/billing-fixture.js';
import { type BilledSet, CaseSet } from './bill-cases.js';
import { CaseWorld, type StoredCase } from './case-world.js';
import { compareBills, type Difference } from './compare.js';
import { type ContractCase, type Feature, RUN_MONTHS } from './contract-case.js';
import { generateCase } from './generate.js';
import type { PackVerifier } from './pack-verifier.js';
import { phaseBegins } from './phases.js';
import { describeCase, shrink } from './shrink.js';

const SELLERS = ['PL', 'DE'] as const;

/** A request to a billing process. */
export interface SeedSet {
  /** Index among the sets of the run. */
  readonly number: number;
  readonly firstSeed: number;
  readonly count: number;
  readonly allowed: readonly Feature[];
  /** Maximum number of cases that are minimized for debugging because they differ from the oracle. */
  readonly toShrink: number;
}

/** The result of a set, which is small enough to be sent between processes. */
export interface SetOutcome extends Pick<
  BilledSet,
  'documents' | 'corrections' | 'creditedMonths' | 'blocked' | 'packs' | 'planted' | 'failures'
> {
  readonly firstSeed: number;
  readonly count: number;
  readonly seconds: number;
  /** Duration in seconds by kind of work. */
  readonly steps: readonly (readonly [step: string, seconds: number])[];
  readonly differences: readonly {
    readonly seed: number;
    readonly features: readonly Feature[];
    readonly lines: readonly string[];
    /** The minimized case that still differs; null if the case was not minimized. */
    readonly smallest: string | null;
  }[];
}

/** Bills sets of random contracts on one database and compares them with the oracle. */
export class SeedBiller {
  private makers = 0;

  constructor(
    private readonly fixture: BillingFixture,
    private readonly verifier: PackVerifier,
  ) {}

  async bill({ number, firstSeed, count, allowed, toShrink }: SeedSet): Promise<SetOutcome> {
    const cases = Array.from({ length: count }, (_, index) => generateCase(firstSeed + index, allowed));
    const started = performance.now();
    const { set, differences } = await this.billCases(cases, number);
    const seconds = (performance.now() - started) / 1000;
    const smallest: string[] = [];
    for (const { described } of differences.slice(0, toShrink))
      smallest.push(await this.smallestOf(described, number));
    const { documents, corrections, creditedMonths, blocked, packs, planted, failures } = set;
    return {
      ...{ documents, corrections, creditedMonths, blocked, packs, planted, failures },
      ...{ firstSeed, count, seconds },
      steps: [...set.seconds],
      differences: differences.map(({ described: { seed, features }, lines }, index) => ({
        ...{ seed, features, lines },
        smallest: smallest[index] ?? null,
      })),
    };
  }

  private async billCases(
    cases: readonly ContractCase[],
    number: number,
  ): Promise<{ readonly set: BilledSet; readonly differences: readonly Difference[] }> {
    const { fixture, verifier } = this;
    fixture.now = new Date(phaseBegins(-1)).toISOString();
    const slug = `contracts-${(this.makers += 1)}`;
    const world = await CaseWorld.create(fixture, slug, SELLERS[number % SELLERS.length]!);
    await world.addRates(
      cases.map(({ currency }) => currency),
      RUN_MONTHS.map((_, phase) => new Date(phaseBegins(phase)).toISOString().slice(0, 10)),
    );
    const stored: StoredCase[] = [];
    const rejected: { contract: string; why: string }[] = [];
    for (const described of cases)
      try {
        stored.push(await world.store(described));
      } catch (error) {
        const { fields, params } = error as { fields?: unknown; params?: unknown };
        const why = `${String(error)} ${JSON.stringify(fields ?? params ?? {})}`;
        rejected.push({ contract: described.number, why });
      }
    const set = await new CaseSet(world, stored, number).bill(verifier);
    return {
      set: { ...set, failures: [...rejected, ...set.failures] },
      differences: cases.flatMap((described) => compareBills(described, set.billed) ?? []),
    };
  }

  private async smallestOf(described: ContractCase, number: number): Promise<string> {
    const smallest = await shrink(described, async (cases) => {
      const { differences } = await this.billCases(cases, number);
      return cases.map((one) => differences.some((difference) => difference.described === one));
    });
    return describeCase(smallest);
  }
}
