import fc from 'fast-check';
import {
  toReadingBlock,
  toShapeAndNumbers,
  toReadingList,
  type SentReading,
} from '../../../../../test/support/sent-readings.js';
import {
  ARRIVAL_DEDUPLICATION_MS,
  CONFLICT,
  decideOutcomes,
  DUPLICATE,
  findSpansToCheck,
  type Outcome,
  type ReadingKey,
  STORED,
} from './outcomes.js';
import { spanOf } from './reading-block.js';

type Message = SentReading & { readonly device: number; readonly seq: number };

const contentOf = (said: SentReading): string => {
  const { shape, numbers } = toShapeAndNumbers(said);
  return `${shape.text} ${numbers.join()}`;
};
const isNumberedArrival = ({ timeSource, seq }: Message): boolean => timeSource === 1 && seq >= 0;

/** Applies the rule message by message, without optimization. */
class Model {
  readonly stored: Message[] = [];

  take(message: Message): Outcome {
    const own = this.stored.filter(({ device }) => device === message.device);
    const isRepeated =
      isNumberedArrival(message) &&
      own.some(
        (known) =>
          isNumberedArrival(known) &&
          known.seq === message.seq &&
          known.at >= message.at - ARRIVAL_DEDUPLICATION_MS &&
          contentOf(known) === contentOf(message),
      );
    if (isRepeated) return DUPLICATE;
    const atPlace = own.find(({ at, seq }) => at === message.at && seq === message.seq);
    if (atPlace) return contentOf(atPlace) === contentOf(message) ? DUPLICATE : CONFLICT;
    this.stored.push(message);
    return STORED;
  }
}

/** Applies the store's method, which queries only where necessary, and only the requested spans. */
class Store {
  readonly stored: Message[] = [];
  looks = 0;

  take(batch: readonly Message[]): Outcome[] {
    const list = toReadingList(batch, (deviceKey) => ({ deviceKey }));
    const doubtful = findSpansToCheck(list, ({ deviceKey }) => this.waterOf(deviceKey));
    this.looks += doubtful.size;
    const outcomes = decideOutcomes(list, doubtful, (key) => {
      const { fromMs, toMs } = doubtful.get(key)!;
      return spanOf(toReadingBlock(this.stored.filter(({ device }) => device === key)), fromMs, toMs);
    });
    batch.forEach((message, i) => {
      if (outcomes[i] === STORED) this.stored.push(message);
    });
    return outcomes;
  }

  private waterOf(key: number): ReadingKey | undefined {
    const places = this.stored
      .filter(({ device }) => device === key)
      .map(({ at, seq }) => ({ timeMs: at, seq }));
    return places.sort((a, b) => b.timeMs - a.timeMs || b.seq - a.seq)[0];
  }
}

const T0 = 1_764_000_000_000;
const values = fc.record(
  { a: fc.constantFrom(1, 2), state: fc.constantFrom('load', 'idle') },
  { requiredKeys: ['a'] },
);
const timed = fc.record({
  device: fc.integer({ min: 1, max: 2 }),
  at: fc.integer({ min: T0, max: T0 + 4 }),
  seq: fc.integer({ min: -1, max: 2 }),
  values,
});
/** A message without its own time, which arrives some minutes after the previous one. */
const untimed = fc.record({
  device: fc.integer({ min: 1, max: 2 }),
  laterMs: fc.constantFrom(0, 0, 1, 3 * 60_000, 7 * 60_000, ARRIVAL_DEDUPLICATION_MS),
  seq: fc.integer({ min: -1, max: 2 }),
  values,
});

const cutInto = (messages: readonly Message[], lengths: readonly number[]): Message[][] => {
  const batches: Message[][] = [];
  for (let from = 0, n = 0; from < messages.length; n++) {
    const length = lengths[n % lengths.length]!;
    batches.push(messages.slice(from, from + length));
    from += length;
  }
  return batches;
};
const lengths = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 });

describe('outcomes', () => {
  it('of messages in any order, with repetitions and in any batches, equal those of messages one by one', () => {
    fc.assert(
      fc.property(fc.array(timed, { maxLength: 25 }), lengths, (messages, cut) => {
        const [model, store] = [new Model(), new Store()];
        for (const batch of cutInto(messages, cut))
          expect(store.take(batch)).toEqual(batch.map((message) => model.take(message)));
        expect(store.stored).toEqual(model.stored);
      }),
      { numRuns: 500 },
    );
  });

  it('are the same for messages without a time of their own among others', () => {
    const mixed = fc.array(fc.oneof(timed, untimed), { maxLength: 25 }).map((list) => {
      let now = T0;
      return list.map((one): Message => {
        if ('at' in one) return one;
        const { laterMs, ...rest } = one;
        return { ...rest, at: (now += laterMs), timeSource: 1 };
      });
    });
    fc.assert(
      fc.property(mixed, lengths, (messages, cut) => {
        const [model, store] = [new Model(), new Store()];
        for (const batch of cutInto(messages, cut))
          expect(store.take(batch)).toEqual(batch.map((message) => model.take(message)));
        expect(store.stored).toEqual(model.stored);
      }),
      { numRuns: 500 },
    );
  });

  it('give the same set for messages without conflicts in any order', () => {
    const sent = fc.uniqueArray(timed, {
      selector: ({ device, at, seq }) => `${device} ${at} ${seq}`,
      maxLength: 12,
    });
    const deliveries = sent.chain((messages) => {
      const often = [...messages, ...messages, ...messages];
      return fc.tuple(
        fc.constant(messages),
        fc.shuffledSubarray(often, { minLength: often.length }),
        lengths,
      );
    });
    const sorted = (messages: readonly Message[]) =>
      messages
        .map((message) => `${message.device} ${message.at} ${message.seq} ${contentOf(message)}`)
        .sort();
    fc.assert(
      fc.property(deliveries, ([messages, delivered, cut]) => {
        const store = new Store();
        const outcomes = cutInto(delivered, cut).flatMap((batch) => store.take(batch));
        expect(sorted(store.stored)).toEqual(sorted(messages));
        expect(outcomes.filter((outcome) => outcome === STORED)).toHaveLength(messages.length);
        expect(outcomes).not.toContain(CONFLICT);
      }),
    );
  });

  it('of messages in order need no query of stored readings', () => {
    const store = new Store();
    const inOrder = Array.from({ length: 50 }, (_, i): Message => ({
      device: 1,
      at: T0 + i,
      seq: i,
      values: { a: i },
    }));
    for (const batch of cutInto(inOrder, [7])) store.take(batch);
    expect(store.looks).toBe(0);
    expect(store.take([inOrder[3]!])).toEqual([DUPLICATE]);
    expect(store.looks).toBe(1);
  });
});

describe('findSpansToCheck', () => {
  it('includes every device with a reading already stored, and its span', () => {
    const history = fc.array(timed, { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(history, fc.array(timed, { maxLength: 10 }), (before, batch) => {
        const store = new Store();
        store.take(before);
        const list = toReadingList(batch, (deviceKey) => ({ deviceKey }));
        const tops = new Map<number, ReadingKey>();
        for (const { device, at, seq } of store.stored) {
          const top = tops.get(device);
          if (!top || at > top.timeMs || (at === top.timeMs && seq > top.seq))
            tops.set(device, { timeMs: at, seq });
        }
        const doubtful = findSpansToCheck(list, ({ deviceKey }) => tops.get(deviceKey));
        for (const { device, at, seq } of batch) {
          if (!store.stored.some((known) => known.device === device && known.at === at && known.seq === seq))
            continue;
          const span = doubtful.get(device);
          expect(span && span.fromMs <= at && at < span.toMs).toBe(true);
        }
      }),
    );
  });

  it('searches ten minutes back for a number without a time, and once for all of a device', () => {
    const batch: Message[] = [
      { device: 1, at: T0, seq: 4, timeSource: 1, values: { a: 1 } },
      { device: 1, at: T0 + 9, seq: 5, timeSource: 1, values: { a: 1 } },
      { device: 2, at: T0, seq: -5, timeSource: 1, values: { a: 1 } },
      { device: 3, at: T0, seq: 4, values: { a: 1 } },
    ];
    const doubtful = findSpansToCheck(
      toReadingList(batch, (deviceKey) => ({ deviceKey })),
      () => undefined,
    );
    expect(doubtful).toEqual(new Map([[1, { fromMs: T0 - ARRIVAL_DEDUPLICATION_MS, toMs: T0 + 10 }]]));
  });
});
