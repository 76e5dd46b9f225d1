import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Chance } from './mutations/chance.js';
import { MutationFixture } from './mutations/mutation-fixture.js';
import { floodQuarantine, QUARANTINE_LIMIT } from './mutations/quarantine-flood.js';
import { Comparison } from './mutations/comparison.js';
import { type Lane, LaneMaker } from './mutations/lanes.js';
import { compareAnswer, Ledger } from './mutations/ledger.js';
import { sendInOrder } from './mutations/senders.js';
import { Peaks, WATCHED } from './support/peaks.js';
import type { Proof, Verdict } from './support/proof.js';

const COUNT = 100_000;
const COUNT_SHORT = 2000;
/**
 * Number of mutants per set of lanes. It is limited, because the product stores a limited number of undescribed
 * signals per device.
 */
const COUNT_A_COPY = 20_000;
const PROCESSES = [...WATCHED, 'postgres'] as const;
const EXAMPLES = 40;

/**
 * Corrupts valid payloads of every format with every kind of mutation, and compares the stored data with the results of
 * independent decoders.
 */
export const mutations: Proof = {
  name: 'mutations',
  claim: `${COUNT.toLocaleString('en')} mutations of valid payloads of every format are stored or quarantined exactly as independent decoders expect`,
  async run({ seed, short, count = short ? COUNT_SHORT : COUNT }) {
    const fixture = await MutationFixture.open({ QUARANTINE_PER_DEVICE: String(QUARANTINE_LIMIT) });
    try {
      const ledger = new Ledger();
      const maker = new LaneMaker(fixture, ledger, new Chance(seed));
      const lanes = await maker.makeAll(Math.ceil(count / COUNT_A_COPY));
      const { product } = fixture;
      const peaks = new Peaks({ product, postgresPid: () => product.pidOf('postgres') });
      const pids = await Promise.all(PROCESSES.map((name) => product.pidOf(name)));
      const startedAt = Date.now();
      await sendAll(lanes, count);
      const seconds = (Date.now() - startedAt) / 1000;
      const comparison = await Comparison.of(fixture, ledger);
      const bound = await floodQuarantine(fixture);
      await Promise.all(lanes.map(({ sender }) => sender.close()));
      await peaks.stop();
      const pidsAfter = await Promise.all(PROCESSES.map((name) => product.pidOf(name)));
      console.log(`${comparison.table()}\n`);
      for (const line of comparison.examples(EXAMPLES)) console.log(line);
      console.log(
        `${ledger.attempts.length} mutants in ${seconds.toFixed(1)} s; peak memory in MiB: ${peaks}`,
      );
      const restarted = PROCESSES.filter((_, i) => pids[i] !== pidsAfter[i]);
      return [
        ...comparison.verdicts(count),
        bound,
        {
          bar: 'Processes that ended',
          figure: `${restarted.length}${restarted.length > 0 ? `: ${restarted.join(', ')}` : ` of ${PROCESSES.join(', ')}`}`,
          holds: restarted.length === 0 && pids.every((pid) => pid !== undefined),
        } satisfies Verdict,
      ];
    } catch (error) {
      console.error(await readFile(join(fixture.product.home, 'log', 'ingest.log'), 'utf8'));
      throw error;
    } finally {
      await fixture.product.stop();
    }
  },
};

/**
 * Sends all lanes in parallel. Each lane sends in order, with the maximum number of unacknowledged messages of its
 * sender.
 */
async function sendAll(lanes: readonly Lane[], count: number): Promise<void> {
  const shares = lanes.reduce((sum, { share }) => sum + share, 0);
  const counts = lanes.map(({ share }) => Math.floor((count * share) / shares));
  counts[0]! += count - counts.reduce((sum, each) => sum + each, 0);
  await Promise.all(lanes.map((lane, i) => sendLane(lane, counts[i]!)));
}

async function sendLane({ sender, makeShipment: shoot }: Lane, count: number): Promise<void> {
  await sendInOrder(sender, count, (n) => {
    const { path, payload, attempt } = shoot(n);
    return { path, payload, onAnswer: (answer) => compareAnswer(attempt, answer) };
  });
}
