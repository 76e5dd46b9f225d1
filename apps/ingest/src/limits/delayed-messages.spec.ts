import fc from 'fast-check';
import type { KnownDevice } from '#telemetry';
import { DelayedMessages } from './delayed-messages.js';

const device = (deviceKey: number): KnownDevice => ({ deviceKey }) as KnownDevice;
const message = (deviceKey: number, text: string) => ({
  device: device(deviceKey),
  payload: Buffer.from(text),
});

/** Admits the given number of messages per device. */
class Allowances {
  readonly left = new Map<number, number>();

  request({ deviceKey }: KnownDevice) {
    const messages = this.left.get(deviceKey) ?? 0;
    this.left.set(deviceKey, 0);
    return { messages, waitMs: messages === 0 ? 100 : 0 };
  }
}

const create = (limits = { ofDevice: 3, messages: 4, bytes: 100 }) => {
  const allowances = new Allowances();
  const passed: string[] = [];
  const delayed = new DelayedMessages<ReturnType<typeof message>>(
    allowances,
    ({ payload }) => passed.push(payload.toString()),
    limits,
  );
  return { allowances, passed, delayed };
};

describe('DelayedMessages', () => {
  it('keeps messages beyond the rate, in order, until they may pass', () => {
    const { allowances, passed, delayed } = create();
    allowances.left.set(1, 1);
    for (const text of ['a', 'b', 'c']) expect(delayed.offer(message(1, text))).toBe(true);
    expect(passed).toEqual(['a']);
    delayed.release();
    expect(passed).toEqual(['a']);
    allowances.left.set(1, 1);
    // Waiting messages are processed first, even if there is an allowance again.
    expect(delayed.offer(message(1, 'd'))).toBe(true);
    delayed.release();
    expect(passed).toEqual(['a', 'b']);
    allowances.left.set(1, 5);
    delayed.release();
    expect(passed).toEqual(['a', 'b', 'c', 'd']);
    expect(delayed.offer(message(1, 'e'))).toBe(true);
    expect(passed.at(-1)).toBe('e');
  });

  it('copies what it keeps, because the receive buffer is reused', () => {
    const { allowances, passed, delayed } = create();
    const reused = message(1, 'first');
    delayed.offer(reused);
    reused.payload.write('other');
    allowances.left.set(1, 1);
    delayed.release();
    expect(passed).toEqual(['first']);
  });

  it('limits messages of one device, of all devices, and their bytes', () => {
    const one = create({ ofDevice: 2, messages: 10, bytes: 100 });
    expect([1, 2, 3].map(() => one.delayed.offer(message(1, 'x')))).toEqual([true, true, false]);
    expect(one.delayed.offer(message(2, 'x'))).toBe(true);
    const all = create({ ofDevice: 2, messages: 3, bytes: 100 });
    expect([1, 1, 2, 2].map((key) => all.delayed.offer(message(key, 'x')))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    const bytes = create({ ofDevice: 9, messages: 9, bytes: 5 });
    expect(['abc', 'def', 'de'].map((text) => bytes.delayed.offer(message(1, text)))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('does not block other devices', () => {
    const { allowances, passed, delayed } = create();
    delayed.offer(message(1, 'slow'));
    allowances.left.set(2, 1);
    delayed.offer(message(2, 'quick'));
    expect(passed).toEqual(['quick']);
  });

  it('drops messages that are sent again on the next connection', () => {
    const { allowances, passed, delayed } = create();
    for (let i = 0; i < 3; i++) delayed.offer(message(1, 'x'));
    delayed.clear();
    allowances.left.set(1, 9);
    delayed.release();
    expect(passed).toEqual([]);
    expect(delayed.offer(message(1, 'again'))).toBe(true);
    expect(passed).toEqual(['again']);
  });

  it("passes on everything that it accepted, each device's messages in order, and nothing twice", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('offer' as const), key: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ kind: fc.constant('allow' as const), key: fc.integer({ min: 1, max: 3 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { allowances, passed, delayed } = create({ ofDevice: 5, messages: 12, bytes: 60 });
        const taken: string[] = [];
        steps.forEach(({ kind, key }, i) => {
          if (kind === 'offer') {
            const text = `${key} ${i}`;
            if (delayed.offer(message(key, text))) taken.push(text);
          } else {
            allowances.left.set(key, 2);
            delayed.release();
          }
        });
        for (const key of [1, 2, 3]) allowances.left.set(key, 1000);
        delayed.release();
        for (const key of ['1 ', '2 ', '3 ']) {
          const of = (texts: string[]) => texts.filter((text) => text.startsWith(key));
          expect(of(passed)).toEqual(of(taken));
        }
      }),
    );
  });
});
