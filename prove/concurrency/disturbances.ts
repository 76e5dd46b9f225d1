import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { storeReadings } from '../../test/support/readings.js';
import type { PumpMachine } from '../support/pump-world.js';
import { requestRun, waitForRun, bill, publish, type PumpMaker, type SentReading } from './maker.js';
import { draftRepricing, type Repricing, signRepricing } from './repricing.js';

/** An operation that runs concurrently with a billing run. It gets readings that haven't been sent yet. */
export interface Disturbance {
  readonly name: string;
  /** @returns the price that was agreed during the run, if any */
  run(
    maker: PumpMaker,
    pump: PumpMachine,
    readings: readonly SentReading[],
    random: () => number,
  ): Promise<Repricing | void>;
}

/** Maximum delay after the start of a run, which is long enough for the run to be in progress. */
const MAX_DELAY_MS = 400;

/** The rounds use these disturbances in turn. */
export const DISTURBANCES: readonly Disturbance[] = [
  {
    name: 'two parallel runs',
    async run(maker, pump, readings) {
      await publish(maker, pump, readings);
      const runs = await Promise.all([requestRun(maker), requestRun(maker)]);
      await Promise.all(runs.map((run) => waitForRun(maker, run)));
    },
  },
  {
    name: 'readings that arrive during a run',
    async run(maker, pump, readings, random) {
      const run = await requestRun(maker);
      await sleep(random() * MAX_DELAY_MS);
      await publish(maker, pump, readings);
      await waitForRun(maker, run);
    },
  },
  {
    name: 'kill -9 of the worker during a run',
    async run(maker, pump, readings, random) {
      await publish(maker, pump, readings);
      await requestRun(maker);
      await sleep(random() * MAX_DELAY_MS);
      await maker.product.kill('worker', 'SIGKILL');
      // Another run completes the work of the killed worker.
      await bill(maker);
    },
  },
  {
    name: 'readings of a transaction older than the run',
    async run(maker, pump, readings) {
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
          readings.map(({ at, seq, litres }) => ({
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
    name: 'back-dated amendment signed during a run',
    async run(maker, pump, readings, random) {
      await publish(maker, pump, readings);
      const amendment = await draftRepricing(maker, pump, random);
      const run = await requestRun(maker);
      await sleep(random() * MAX_DELAY_MS);
      const repricing = await signRepricing(maker, pump, amendment);
      await waitForRun(maker, run);
      return repricing;
    },
  },
];
