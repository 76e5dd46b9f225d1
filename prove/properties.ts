import { tryCrashes } from './properties/crashes.js';
import { tryDeliveries, tryReruns } from './properties/deliveries.js';
import { tryKills } from './properties/kills.js';
import type { PropertyOutcome } from './properties/property.js';
import { PURE } from './properties/pure.js';
import { PropertyFixture } from './properties/property-fixture.js';
import type { Proof } from './support/proof.js';

interface Size {
  /** Number of examples for each property of pure functions. */
  readonly pure: number;
  readonly pumps: number;
  readonly deliveries: number;
  readonly crashes: number;
  readonly kills: number;
}

const WHOLE: Size = { pure: 5000, pumps: 48, deliveries: 2016, crashes: 2000, kills: 20 };
const SHORT: Size = { pure: 100, pumps: 4, deliveries: 8, crashes: 20, kills: 1 };

/**
 * Properties of every month, tested on random months. Pure functions of the billing run are tested directly,
 * everything else on a database.
 */
export const properties: Proof = {
  name: 'properties',
  claim:
    'For any order of readings, and for any number of crashes and repetitions of billing steps, the invoice is the same, complete and adds up',
  async run({ seed, short, count }) {
    const size = short ? SHORT : WHOLE;
    const outcomes: PropertyOutcome[] = [];
    const note = (outcome: PropertyOutcome): void => {
      console.log(
        `${outcome.name}: ${outcome.examples} examples${outcome.broken === null ? '' : ', VIOLATED'}`,
      );
      if (outcome.broken !== null) console.log(outcome.broken);
      outcomes.push(outcome);
    };
    for (const property of PURE) note(property({ seed, examples: count ?? size.pure }));
    const fixture = await PropertyFixture.open(size.pumps);
    try {
      const { outcome, drafts } = await tryDeliveries(fixture, seed, size.deliveries);
      note(outcome);
      note(await tryReruns(fixture, drafts));
      // These two tests start at opposite ends of the drafts, because each of them skips documents that the other one
      // has issued.
      note(await tryCrashes(fixture, drafts, { seed, examples: size.crashes }));
      note(await tryKills(fixture, drafts, { seed, examples: size.kills }));
    } finally {
      await fixture.close();
    }
    return outcomes.map(({ name, examples, broken }) => ({
      bar: name,
      figure: `${examples} examples`,
      holds: broken === null && examples > 0,
    }));
  },
};
