import { seededRandom } from '../../measure/support/seeded-random.js';
import type { ChaosFixture } from './chaos-fixture.js';
import { type ActiveFault, FaultNotPossible } from './active-fault.js';
import type { Round } from './plan.js';
import { until } from './processes.js';

const SECOND_MS = 1000;
const MINUTE_S = 60;

/** Sets the clock of the product's processes forward or back. */
export async function shiftProductClock(
  { clock, product }: ChaosFixture,
  { seed }: Round,
): Promise<ActiveFault> {
  if (!clock) throw new FaultNotPossible('libfaketime is not installed; install the package faketime');
  const random = seededRandom(seed);
  // If the product's clock is behind by more than devices may be ahead, the product correctly quarantines every
  // reading.
  const seconds =
    random() < 0.5
      ? Math.round((10 + 170 * random()) * MINUTE_S)
      : -Math.round((1 + 8 * random()) * MINUTE_S);
  await clock.set(seconds);
  await until(
    "the portal's clock changes",
    async () => Math.abs((await measurePortalOffset(product.portalUrl)) - seconds) < 10,
    15,
  );
  return {
    proof: [
      `the portal's clock is ${await measurePortalOffset(product.portalUrl)} s ahead (set: ${seconds} s)`,
    ],
    end: async () => {
      await clock.set(0);
      await until(
        "the portal's clock is correct again",
        async () => Math.abs(await measurePortalOffset(product.portalUrl)) < 10,
        15,
      );
      return ["the portal's clock is correct again"];
    },
  };
}

/** Returns the offset of the portal's clock from the host's clock, seconds. */
async function measurePortalOffset(portalUrl: string): Promise<number> {
  const response = await fetch(`${portalUrl}/api/v1/health/live`).catch(() => undefined);
  const date = response?.headers.get('date');
  return date ? Math.round((Date.parse(date) - Date.now()) / SECOND_MS) : NaN;
}

/** Sets the device times of messages: behind, ahead within the limit, or far ahead. */
export function shiftDeviceClocks({ fleet }: ChaosFixture, { seed }: Round): Promise<ActiveFault> {
  const random = seededRandom(seed);
  const minutes = [-120 * random(), 9 * random(), 30 + 600 * random()][Math.floor(3 * random())]!;
  fleet.clockOffsetMs = Math.round(minutes * MINUTE_S * SECOND_MS);
  const sample = fleet.devices[0]!;
  const count = sample.measured.length;
  return until('a device records a reading', () => sample.measured.length > count, 5).then(() => {
    const ahead = Math.round((sample.measured.at(-1)!.timeMs - Date.now()) / SECOND_MS);
    return {
      proof: [`device times are ${ahead} s ahead of the host's clock`],
      end: () => {
        fleet.clockOffsetMs = 0;
        return Promise.resolve([]);
      },
    };
  });
}
