import { composeDuty, type DutySegment } from '#equipment';
import { readStateSteps } from '#telemetry';
import { seededRandom } from '../../../measure/support/seeded-random.js';
import { TelemetryFixture } from './telemetry-fixture.js';

const MINUTE = 60_000;
const TO = Date.parse('2026-10-20T12:00:00Z');
const FROM = TO - 1440 * MINUTE;
const GAP_THRESHOLD_MS = 5 * MINUTE;
const STATES = ['load', 'idle', 'stop', undefined];

interface Sent {
  readonly at: number;
  readonly state: string | undefined;
}

let fixture: TelemetryFixture;
beforeAll(async () => {
  fixture = await TelemetryFixture.open();
});
afterAll(() => fixture?.close());

/** Returns two days of readings every minute, with random states and gaps. */
function drawHistory(seed: number): Sent[] {
  const random = seededRandom(seed);
  const sent: Sent[] = [];
  let state: string | undefined = 'load';
  for (let at = FROM - 1440 * MINUTE; at < TO; at += MINUTE) {
    if (random() < 0.01) at += Math.floor(random() * 40) * MINUTE;
    // The state at the start of the window is reported shortly before it.
    if (at >= FROM - GAP_THRESHOLD_MS && at <= FROM) state = 'idle';
    else if (random() < 0.03) state = STATES[Math.floor(random() * STATES.length)];
    if (at < TO) sent.push({ at, state });
  }
  return sent;
}

function stripOf(
  points: readonly { at: number; state: string | null; previousAt: number | null }[],
  lastAt: number,
): DutySegment[] {
  return composeDuty(
    points.map(({ at, state, previousAt }) => ({
      at: new Date(at),
      reported: state,
      previousAt: previousAt === null ? null : new Date(previousAt),
    })),
    {
      from: new Date(FROM),
      to: new Date(TO),
      silentAfterSeconds: GAP_THRESHOLD_MS / 1000,
      lastAt: new Date(lastAt),
      isHeard: true,
    },
  );
}

it.each([1, 2, 3, 4, 5])(
  'derives the same states of the last day from stored timelines as from all readings (%i)',
  async (seed) => {
    const { device } = await fixture.addDevice();
    const all = drawHistory(seed);
    const late = all.filter((_, i) => i % 97 === 0);
    const ofTime = all.filter((_, i) => i % 97 !== 0);
    const send = (readings: readonly Sent[]) =>
      fixture.send(
        device,
        readings.map(({ at, state }) => ({ ts: at, seq: at / MINUTE, g: { pressure_bar: 1 }, state })),
      );
    const stepsOf = async (): Promise<DutySegment[]> => {
      const wanted = { fromMs: FROM - GAP_THRESHOLD_MS, toMs: TO, patienceMs: GAP_THRESHOLD_MS };
      const steps = await fixture.unitOfWork.run(fixture.system, (tx) =>
        readStateSteps(tx, new Map([[device.deviceKey, wanted]])),
      );
      const { notable, last } = steps.get(device.deviceKey)!;
      return stripOf(notable, last!.at);
    };
    const expected = (readings: readonly Sent[]): DutySegment[] =>
      stripOf(
        readings.map(({ at, state }, i) => ({
          at,
          state: state ?? null,
          previousAt: i === 0 ? null : readings[i - 1]!.at,
        })),
        readings.at(-1)!.at,
      );
    const half = Math.floor(ofTime.length / 2);
    for (const part of [ofTime.slice(0, half), ofTime.slice(half)])
      for (let first = 0; first < part.length; first += 500) await send(part.slice(first, first + 500));
    expect(await stepsOf()).toEqual(expected(ofTime));
    while ((await fixture.packer().pack(fixture.maker.makerId)) > 0);
    expect(await stepsOf()).toEqual(expected(ofTime));
    await send(late);
    expect(await stepsOf()).toEqual(expected(all));
  },
);
