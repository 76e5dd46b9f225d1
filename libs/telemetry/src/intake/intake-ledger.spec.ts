import type { FaultCode } from '../domain/messages/fault.js';
import { shapeOf } from '../domain/readings/shape.js';
import { CONFLICT, DUPLICATE, OUTDATED, type Outcome, STORED } from '../domain/readings/outcomes.js';
import { type TimeSource, TIME_OF_ARRIVAL, TIME_OF_DEVICE } from '../domain/intake/time-source.js';
import type { KnownDevice } from './device-directory.js';
import { IntakeBatch } from './intake-batch.js';
import { IntakeLedger } from './intake-ledger.js';

const MINUTE = 60_000;
const ARRIVED = 100 * MINUTE;

function deviceOf(maker: string): KnownDevice {
  return { makerId: `id of ${maker}`, makerSlug: maker, deviceKey: 1 } as KnownDevice;
}

class Messages {
  readonly batch = new IntakeBatch();
  readonly outcomes: Outcome[] = [];

  begin(maker: string): this {
    const device = deviceOf(maker);
    this.batch.begin({ device, topic: 't', origin: { acknowledge: () => undefined }, id: 0 });
    return this;
  }

  reading(
    maker: string,
    outcome: Outcome,
    timeMs = ARRIVED,
    keys = ['p', 'q'],
    source: TimeSource = TIME_OF_DEVICE,
  ): this {
    const shape = shapeOf(
      keys,
      keys.map(() => undefined),
      null,
      source,
    );
    this.batch.readings.add(
      deviceOf(maker),
      't',
      ARRIVED,
      timeMs,
      1,
      shape,
      keys.map(() => 1),
    );
    this.outcomes.push(outcome);
    return this;
  }

  aside(maker: string, code: FaultCode): this {
    this.batch.addQuarantined({
      makerId: `id of ${maker}`,
      deviceId: null,
      topic: 't',
      payload: '',
      payloadBytes: 0,
      fault: { code, params: {} },
      receivedMs: ARRIVED,
    });
    return this;
  }
}

const mixed = () =>
  new Messages()
    .begin('a')
    .reading('a', STORED)
    .begin('b')
    .reading('b', DUPLICATE)
    .reading('b', CONFLICT)
    .reading('b', OUTDATED)
    .begin('a')
    .reading('a', STORED, ARRIVED - 11 * MINUTE, ['p'])
    .aside('a', 'not_json')
    .begin('a')
    .reading('a', STORED, ARRIVED - 11 * MINUTE, ['p'], TIME_OF_ARRIVAL);

describe('IntakeLedger', () => {
  it('counts traffic and its results by maker', () => {
    const ledger = new IntakeLedger();
    const { batch, outcomes } = mixed();
    ledger.note(batch, outcomes, ARRIVED + 30);
    const [a, b] = ledger.totals();
    expect(a).toMatchObject({
      slug: 'a',
      counts: { messages: 3, readings: 3, points: 4, duplicates: 0, late: 1, quarantined: 1 },
      quarantinedBy: new Map([['not_json', 1]]),
    });
    expect(a!.counts.lags.slice(0, 5)).toEqual([0, 0, 0, 3, 0]);
    expect(b).toMatchObject({
      slug: 'b',
      counts: { messages: 1, readings: 0, points: 0, duplicates: 1, late: 0, quarantined: 2 },
      quarantinedBy: new Map([
        ['conflicting_duplicate', 1],
        ['older_than_retention', 1],
      ]),
    });
  });

  it('returns each minute once, and again if it could not be written', () => {
    const ledger = new IntakeLedger();
    const note = (at: number) => {
      const { batch, outcomes } = new Messages().begin('a').reading('a', STORED);
      ledger.note(batch, outcomes, at);
    };
    note(ARRIVED);
    note(ARRIVED + 1);
    note(ARRIVED + MINUTE);
    const taken = ledger.take();
    expect(taken.map(({ minuteMs, counts }) => [minuteMs, counts.readings])).toEqual([
      [ARRIVED, 2],
      [ARRIVED + MINUTE, 1],
    ]);
    expect(ledger.take()).toEqual([]);
    note(ARRIVED + 2);
    ledger.restore(taken);
    expect(ledger.take().map(({ minuteMs, counts }) => [minuteMs, counts.readings])).toEqual([
      [ARRIVED, 3],
      [ARRIVED + MINUTE, 1],
    ]);
    expect(ledger.totals()[0]!.counts.readings).toBe(4);
  });
});
