import { seededRandom } from '../measure/support/seeded-random.js';
import { compareBalances, compareOn } from './ledger/compare.js';
import { HistoryRunner } from './ledger/history.js';
import { addDays } from './ledger/exact.js';
import { DAYS, FIRST_DAY, openLedgerWorld } from './ledger/world.js';
import { startTestPostgres } from './support/test-postgres.js';
import type { Proof, Verdict } from './support/proof.js';

const HISTORIES = 5_000;
const HISTORIES_SHORT = 60;
const DRAFTS_PER_CUSTOMER = 4;
const PAST_DAYS = 3;
const SHOWN = 5;

/**
 * Random histories of customers' accounts and of the closing entries of each month, compared with a second implementation
 * of the ledger.
 */
export const ledger: Proof = {
  name: 'ledger',
  claim:
    'Open items, ageing, account statements, trial balance and tax summary of random histories equal a second implementation, on any past day',
  async run({ seed, short, count }) {
    const histories = count ?? (short ? HISTORIES_SHORT : HISTORIES);
    const random = seededRandom(seed);
    const stop = await startTestPostgres();
    try {
      const world = await openLedgerWorld(histories, DRAFTS_PER_CUSTOMER, random);
      try {
        const runner = new HistoryRunner(world, random);
        await runner.run();
        console.log([...runner.counts].map(([name, times]) => `${name} ${times}`).join(', '));
        const days = Array.from({ length: PAST_DAYS }, () =>
          addDays(FIRST_DAY, 20 + Math.floor(random() * (DAYS - 21))),
        );
        const found: Record<string, string[]> = { 'open items': await compareBalances(world, runner) };
        for (const day of [...days, addDays(FIRST_DAY, DAYS)])
          for (const [report, differing] of Object.entries(await compareOn(world, runner, day)))
            found[report] = [...(found[report] ?? []), ...differing.map((text) => `${day} ${text}`)];
        return [
          ...Object.entries(found).map(([report, differing]) => verdictOf(report, differing, days)),
          {
            bar: 'Requests that the oracle refuses, and the product too',
            figure: `${runner.counts.get('refused request') ?? 0} refused, ${runner.surprises.length} accepted`,
            holds: runner.surprises.length === 0,
          },
        ];
      } finally {
        await world.fixture.close();
      }
    } finally {
      await stop();
    }
  },
};

function verdictOf(report: string, differing: readonly string[], days: readonly string[]): Verdict {
  for (const text of differing.slice(0, SHOWN)) console.log(`${report}: ${text}`);
  const when = report === 'open items' ? 'now' : `on ${days.join(', ')} and the last day`;
  return {
    bar: `${report}: no difference`,
    figure: `${differing.length} differences ${when}`,
    holds: differing.length === 0,
  };
}
