import { relative } from 'node:path';
import type { Stryker } from '@stryker-mutator/core';
import { findRoot } from '../test/support/product.js';
import { sampleOf, sourcesOf } from './mutation-score/sample-sources.js';
import type { Proof } from './support/proof.js';

/** Domains that determine quantities, prices and journal entries. */
const DOMAINS = [
  'libs/invoicing/src/domain/accounting',
  'libs/pricing/src/domain',
  'libs/metering/src/domain',
];
const BAR_PERCENT = 85;
/**
 * Minimum score of a sample, in percent. The score of a hundred mutants from a few places can differ from the total
 * score by several points.
 */
const SAMPLE_BAR_PERCENT = 75;
/** Number of ranges of source lines that the short form mutates: about one minute of work on two cores. */
const WINDOWS_SHORT = 4;
const SURVIVORS_SHOWN = 40;
const CONFIG = 'prove/mutation-score/stryker.config.json';

type Options = ConstructorParameters<typeof Stryker>[0];
type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/**
 * Changes the source of domains, mutant by mutant, and counts the changes that a spec detects. The full form takes more
 * than an hour. It stores the results of each domain in `coverage`, and later only repeats mutants with changed source or
 * specs. Mutants of module initialization are excluded (`ignoreStatic`): there are few of them, and each would require a
 * run of all specs.
 */
export const mutationScore: Proof = {
  name: 'mutation-score',
  claim: `The specs detect at least ${BAR_PERCENT}% of the mutants of the pricing, metering and accounting domains`,
  async run({ seed, short, count = WINDOWS_SHORT, jobs = 2 }) {
    const root = findRoot();
    process.chdir(root);
    const results = short
      ? await mutate(sampleOf(root, sourcesOf(root, DOMAINS), seed, count), { concurrency: jobs })
      : await mutateDomains(root, jobs);
    const undetected = results.filter(isUndetected);
    for (const { fileName, location, mutatorName, replacement, status } of undetected.slice(
      0,
      SURVIVORS_SHOWN,
    ))
      console.log(
        `${status.padEnd(10)} ${relative(root, fileName)}:${location.start.line + 1} ${mutatorName} ${(replacement ?? '').replace(/\s+/g, ' ').slice(0, 60)}`,
      );
    const { percent, figure } = scoreOf(results);
    const bar = short ? SAMPLE_BAR_PERCENT : BAR_PERCENT;
    return [
      {
        bar: `The specs detect at least ${bar}% of ${short ? 'a sample of mutants' : 'the mutants'}`,
        figure,
        holds: percent >= bar,
      },
    ];
  },
};

/** Mutates one domain after the other, so that an interrupted run keeps the results of complete domains. */
async function mutateDomains(root: string, concurrency: number): Promise<MutantResult[]> {
  const all: MutantResult[] = [];
  for (const domain of DOMAINS) {
    const incrementalFile = `coverage/mutation-${domain.split('/').slice(1).join('-')}.json`;
    const results = await mutate(sourcesOf(root, [domain]), {
      concurrency,
      incremental: true,
      incrementalFile,
    });
    console.log(`${domain}: ${scoreOf(results).figure}`);
    all.push(...results);
  }
  return all;
}

async function mutate(files: readonly string[], options: Options): Promise<MutantResult[]> {
  const { Stryker } = await import('@stryker-mutator/core');
  return new Stryker({ configFile: CONFIG, mutate: [...files], ...options }).runMutationTest();
}

const isDetected = ({ status }: MutantResult): boolean => status === 'Killed' || status === 'Timeout';
const isUndetected = ({ status }: MutantResult): boolean => status === 'Survived' || status === 'NoCoverage';

/** Returns the share of detected mutants in percent, which is NaN without mutants, and a text with the counts. */
function scoreOf(results: readonly MutantResult[]): { readonly percent: number; readonly figure: string } {
  const detected = results.filter(isDetected).length;
  const tried = detected + results.filter(isUndetected).length;
  const percent = (100 * detected) / tried;
  return { percent, figure: `${percent.toFixed(1)}% (${detected} of ${tried} mutants)` };
}
