import { relative } from 'node:path';
import { findRoot } from '../test/support/product.js';
import { sampleOf, sourcesOf } from './mutation-score/sample-sources.js';
import type { Proof } from './support/proof.js';

/** Domains that determine quantities, prices and journal entries. */
const DOMAINS = [
  'libs/pricing/src/domain',
  'libs/metering/src/domain',
  'libs/invoicing/src/domain/accounting',
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

/**
 * Changes the source of domains, mutant by mutant, and counts the changes that a spec detects. The full form stores
 * its results in `coverage/mutation.json` and only repeats mutants with changed source or specs. Mutants of module
 * initialization are excluded (`ignoreStatic`): there are few of them, and each would require a run of all specs.
 */
export const mutationScore: Proof = {
  name: 'mutation-score',
  claim: `The specs detect at least ${BAR_PERCENT}% of the mutants of the pricing, metering and accounting domains`,
  async run({ seed, short, count = WINDOWS_SHORT, jobs = 2 }) {
    const root = findRoot();
    process.chdir(root);
    const files = sourcesOf(root, DOMAINS);
    const mutate = short ? sampleOf(root, files, seed, count) : files;
    const { Stryker } = await import('@stryker-mutator/core');
    const results = await new Stryker({
      configFile: 'prove/mutation-score/stryker.config.json',
      mutate,
      concurrency: jobs,
      incremental: !short,
    }).runMutationTest();
    const detected = results.filter(({ status }) => status === 'Killed' || status === 'Timeout');
    const undetected = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
    for (const { fileName, location, mutatorName, replacement, status } of undetected.slice(
      0,
      SURVIVORS_SHOWN,
    ))
      console.log(
        `${status.padEnd(10)} ${relative(root, fileName)}:${location.start.line + 1} ${mutatorName} ${(replacement ?? '').replace(/\s+/g, ' ').slice(0, 60)}`,
      );
    const tried = detected.length + undetected.length;
    const percent = (100 * detected.length) / tried;
    const bar = short ? SAMPLE_BAR_PERCENT : BAR_PERCENT;
    return [
      {
        bar: `The specs detect at least ${bar}% of ${short ? 'a sample of mutants' : 'the mutants'}`,
        figure: `${percent.toFixed(1)}% (${detected.length} of ${tried} mutants in ${mutate.length} ${short ? 'line ranges' : 'files'})`,
        holds: tried > 0 && percent >= bar,
      },
    ];
  },
};
