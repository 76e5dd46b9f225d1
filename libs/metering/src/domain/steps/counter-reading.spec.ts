import fc from 'fast-check';
import { isUsable, orderReadings, QUALITY, type CounterReading } from './counter-reading.js';

const reading = (
  at: number,
  seq: string,
  value: string | null,
  more: Partial<CounterReading> = {},
): CounterReading => ({
  at,
  seq,
  value,
  receivedAt: 0,
  timeSource: 0,
  quality: QUALITY.good,
  ...more,
});

describe('orderReadings', () => {
  it('orders by time, then by sequence number', () => {
    const ordered = orderReadings([reading(2, '1', '9'), reading(1, '10', '8'), reading(1, '9', '7')]);
    expect(ordered.map(({ value }) => value)).toEqual(['7', '8', '9']);
  });

  it('orders messages of one instant without a number by value, before those with one', () => {
    const ordered = orderReadings([
      reading(1, '0', '30'),
      reading(1, '-5', '20'),
      reading(1, '-9', '3'),
      reading(1, '-1', '100'),
    ]);
    expect(ordered.map(({ value }) => value)).toEqual(['3', '20', '100', '30']);
  });

  it('compares sequence numbers beyond 2^53', () => {
    const ordered = orderReadings([reading(1, '9007199254740993', '2'), reading(1, '9007199254740992', '1')]);
    expect(ordered.map(({ value }) => value)).toEqual(['1', '2']);
  });

  it('orders equal numbers of one instant by their text, whatever came first', () => {
    const texts = (...readings: CounterReading[]) => orderReadings(readings).map(({ value }) => value);
    const [one, other] = [reading(1, '-5', '1.0'), reading(1, '-9', '1.00')];
    expect(texts(one, other)).toEqual(['1.0', '1.00']);
    expect(texts(other, one)).toEqual(['1.0', '1.00']);
    // Two values of one message with the same number: the smaller text is kept.
    const twice = [reading(1, '4', 'b'), reading(1, '4', 'a'), reading(1, '4', null)];
    for (const order of [twice, twice.toReversed(), [twice[1]!, twice[0]!, twice[2]!]])
      expect(texts(...order)).toEqual([null]);
    expect(texts(twice[0]!, twice[1]!)).toEqual(['a']);
    expect(texts(twice[1]!, twice[0]!)).toEqual(['a']);
  });

  it('orders equal values of one instant by their number', () => {
    const ordered = orderReadings([reading(1, '-3', '5'), reading(1, '-8', '5'), reading(1, '-3', '5')]);
    expect(ordered.map(({ seq }) => seq)).toEqual(['-8', '-3']);
  });

  it('keeps the first of duplicate messages', () => {
    const ordered = orderReadings([
      reading(1, '1', '5', { receivedAt: 20 }),
      reading(1, '1', '5', { receivedAt: 10 }),
    ]);
    expect(ordered).toEqual([reading(1, '1', '5', { receivedAt: 10 })]);
  });
});

describe('the order of readings', () => {
  it('does not depend on arrival order and repetition', () => {
    const any = fc.record({
      at: fc.integer({ min: 0, max: 5 }),
      seq: fc.integer({ min: -4, max: 4 }).map(String),
      value: fc.integer({ min: 0, max: 9 }).map(String),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(any, { selector: ({ at, seq }) => `${at} ${seq}`, maxLength: 20 }),
        fc.infiniteStream(fc.nat()),
        (list, draw) => {
          const readings = list.map(({ at, seq, value }) => reading(at, seq, value));
          const twice = [...readings, ...readings]
            .map((each) => ({ each, place: draw.next().value as number }))
            .sort((a, b) => a.place - b.place)
            .map(({ each }) => each);
          expect(orderReadings(twice)).toEqual(orderReadings(readings));
          expect(orderReadings(readings)).toHaveLength(readings.length);
        },
      ),
    );
  });
});

describe('isUsable', () => {
  it.each([
    [QUALITY.good, true],
    [QUALITY.uncertain, true],
    [QUALITY.bad, false],
    [QUALITY.stale, false],
  ])('quality %p: %p', (quality, usable) => {
    expect(isUsable(reading(1, '1', '5', { quality }))).toBe(usable);
  });

  it('is false without a value', () => {
    expect(isUsable(reading(1, '1', null))).toBe(false);
  });
});
