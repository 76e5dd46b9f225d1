import { BURST_SECONDS, DEFAULT_DEVICE_LIMITS, type KnownDevice, NO_RULE } from '#telemetry';
import { RateGovernor } from './rate-governor.js';

const device = (key: number, limits: Partial<KnownDevice['limits']> = {}, maker = {}): KnownDevice => ({
  makerId: 'm',
  makerSlug: 'acme',
  deviceId: String(key),
  deviceKey: key,
  code: String(key),
  machineId: null,
  siteId: null,
  shippedMs: 0,
  signals: new Set(),
  numeric: new Set(),
  metered: new Set(),
  limits: { ...DEFAULT_DEVICE_LIMITS, ...limits },
  makerLimits: { ...NO_RULE, ...maker },
});

/** Takes everything that a device may send at this moment. */
function drain(governor: RateGovernor, of: KnownDevice): number {
  let total = 0;
  for (;;) {
    const { messages } = governor.request(of);
    if (messages === 0) return total;
    total += messages;
  }
}

describe('RateGovernor', () => {
  let now = 0;
  let governor: RateGovernor;
  beforeEach(() => {
    now = 0;
    governor = new RateGovernor(() => now);
  });

  it('allows a burst, then the rate, and returns how long to wait', () => {
    const slow = device(1, { messagesPerSecond: 2 });
    expect(drain(governor, slow)).toBe(2 * BURST_SECONDS);
    expect(governor.request(slow)).toEqual({ messages: 0, waitMs: 500 });
    now = 500;
    expect(governor.request(slow)).toEqual({ messages: 1, waitMs: 0 });
    expect(governor.request(device(2, { messagesPerSecond: 2 })).messages).toBe(1);
  });

  it("shares a maker's limit among its devices", () => {
    const [one, other] = [device(1, {}, { messagesPerSecond: 10 }), device(2, {}, { messagesPerSecond: 10 })];
    expect(drain(governor, one)).toBe(10 * BURST_SECONDS);
    expect(governor.request(other)).toEqual({ messages: 0, waitMs: 100 });
    now = 100;
    expect(governor.request(other).messages).toBe(1);
  });

  it("accepts no more from a device than its maker's limit", () => {
    const both = device(1, { messagesPerSecond: 20 }, { messagesPerSecond: 10 });
    expect(drain(governor, both)).toBe(10 * BURST_SECONDS);
    const alone = { ...both, makerLimits: NO_RULE };
    expect(drain(governor, alone)).toBe(10 * BURST_SECONDS);
  });

  it('makes a device wait that has stored more points than allowed', () => {
    const wordy = device(1, { pointsPerSecond: 10 });
    const list = { devices: [wordy], shapes: [{ keys: Array.from({ length: 10 * BURST_SECONDS + 19 }) }] };
    governor.chargePoints(list as never, [0], () => wordy);
    expect(governor.request(wordy)).toEqual({ messages: 0, waitMs: 2000 });
    now = 2000;
    expect(governor.request(wordy).messages).toBeGreaterThan(0);
  });

  it('checks again in time after limits were raised', () => {
    const slow = device(1, { messagesPerSecond: 1 });
    drain(governor, slow);
    const list = { devices: [slow], shapes: [{ keys: { length: 100_000_000 } }] };
    governor.chargePoints(list as never, [0], () => slow);
    expect(governor.request(slow).waitMs).toBe(5000);
    now = 1000;
    expect(
      governor.request(device(1, { messagesPerSecond: 100, pointsPerSecond: null })).messages,
    ).toBeGreaterThan(0);
  });

  it('never slows down a gateway without a limit', () => {
    const gateway = device(1);
    for (let second = 0; second < 3; second++) {
      now = second * 1000;
      let taken = 0;
      while (taken < 100_000) {
        const { messages, waitMs } = governor.request(gateway);
        expect(waitMs).toBe(0);
        taken += messages;
      }
    }
  });
});
