import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { storeReadings } from '../../test/support/readings.js';
import type { PumpMachine } from '../support/pump-world.js';
import { askForRun, awaitRun, bill, publish, type PumpMaker, type Said } from './maker.js';
import { draftRepricing, type Repricing, signRepricing } from './repricing.js';

/** An operation concurrent with a billing run, and its readings, which haven't been sent yet. */
export interface Disturbance {
  readonly name: string;
  /** @returns the price that was agreed meanwhile, if any */
  play(
    maker: PumpMaker,
    pump: PumpMachine,
    said: readonly Said[],
    random: () => number,
  ): Promise<Repricing | void>;
}

/** Long enough for a run of some contracts to be in the middle. */
const A_MOMENT_MS = 400;

/** The rounds go through them in turn. */
export const DISTURBANCES: readonly Disturbance[] = [
  {
    name: 'two runs at once',
    async play(maker, pump, said) {
      await publish(maker, pump, said);
      const runs = await Promise.all([askForRun(maker), askForRun(maker)]);
      await Promise.all(runs.map((run) => awaitRun(maker, run)));
    },
  },
  {
    name: 'a run and readings that arrive during it',
    async play(maker, pump, said, random) {
      const run = await askForRun(maker);
      await sleep(random() * A_MOMENT_MS);
      await publish(maker, pump, said);
      await awaitRun(maker, run);
    },
  },
  {
    name: 'a run and a kill -9 of its worker',
    async play(maker, pump, said, random) {
      await publish(maker, pump, said);
      await askForRun(maker);
      await sleep(random() * A_MOMENT_MS);
      await maker.product.kill('worker', 'SIGKILL');
      // Another run completes what the dead one left.
      await bill(maker);
    },
  },
  {
    name: 'readings whose transaction began before the run',
    async play(maker, pump, said) {
      const early = new pg.Client({ connectionString: maker.product.databaseUrl() });
      await early.connect();
      try {
        const { rows } = await early.query<{ maker_id: string; device_key: number }>(
          `select maker_id, device_key from device where id = $1`,
          [pump.deviceId],
        );
        await early.query('begin');
        await storeReadings(
          early,
          rows[0]!.maker_id,
          rows[0]!.device_key,
          said.map(({ at, seq, litres }) => ({
            at: new Date(at),
            seq,
            receivedAt: new Date(),
            values: { flow_l_total: { integer: String(litres) } },
          })),
        );
        await bill(maker);
        await early.query('commit');
      } finally {
        await early.end();
      }
    },
  },
  {
    name: 'a run and an amendment back to a day of its month',
    async play(maker, pump, said, random) {
      await publish(maker, pump, said);
      const amendment = await draftRepricing(maker, pump, random);
      const run = await askForRun(maker);
      await sleep(random() * A_MOMENT_MS);
      const repricing = await signRepricing(maker, pump, amendment);
      await awaitRun(maker, run);
      return repricing;
    },
  },
];
