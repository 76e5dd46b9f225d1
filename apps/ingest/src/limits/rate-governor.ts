import { type KnownDevice, type ReadingList, TokenBucket, type DeviceRef } from '#telemetry';

/** Number of messages that a connection may accept before it asks again. */
export interface Allowance {
  readonly messages: number;
  /** Milliseconds to wait if no messages are allowed. */
  readonly waitMs: number;
}

/** Maximum number of messages per allowance. Asking for each message would cost more than accepting it. */
const MAX_SLICE = 1024;
/**
 * Number of allowances per second at the full rate. An allowance is small, so that a connection does not reserve what
 * another one could use.
 */
const SLICES_PER_SECOND = 10;
/** Limits the waiting time. The limits are then checked again, because they can have been raised. */
const MAX_WAIT_MS = 5000;
const UNLIMITED: Allowance = { messages: MAX_SLICE, waitMs: 0 };

interface Buckets {
  messages: TokenBucket | null;
  points: TokenBucket | null;
}

/**
 * Limits the rate of senders. A sender that has used up its quota waits for a new one: its connection is not read or,
 * if other senders share the connection, its messages are delayed. Over HTTP, it must retry. The number of points is
 * only known when they are stored. They are charged then, and a sender in debt waits before its next message.
 */
export class RateGovernor {
  private readonly ofDevice = new Map<number, Buckets>();
  private readonly ofMaker = new Map<string, Buckets>();

  constructor(private readonly now: () => number) {}

  /**
   * Returns how many messages a device may send now or, if none, how long it must wait.
   * @param wanted maximum number of messages
   */
  request(device: KnownDevice, wanted = MAX_SLICE): Allowance {
    const nowMs = this.now();
    const { messagesPerSecond } = device.limits;
    const [deviceBuckets, makerBuckets] = this.bucketsOf(device, nowMs);
    const waitMs = Math.max(
      ...[deviceBuckets.points, makerBuckets.points].map((bucket) => computeWaitMs(bucket, nowMs)),
    );
    if (waitMs > 0) return { messages: 0, waitMs: Math.min(waitMs, MAX_WAIT_MS) };
    if (!deviceBuckets.messages && !makerBuckets.messages) return UNLIMITED;
    const rate = Math.min(messagesPerSecond ?? Infinity, device.makerLimits.messagesPerSecond ?? Infinity);
    const slice = Math.max(1, Math.min(wanted, MAX_SLICE, Math.floor(rate / SLICES_PER_SECOND)));
    const deviceMessages = deviceBuckets.messages?.take(slice, nowMs) ?? slice;
    const messages =
      deviceMessages === 0 ? 0 : (makerBuckets.messages?.take(deviceMessages, nowMs) ?? deviceMessages);
    deviceBuckets.messages?.charge(messages - deviceMessages);
    if (messages > 0) return { messages, waitMs: 0 };
    const wait = Math.max(
      deviceBuckets.messages?.waitMs(nowMs) ?? 0,
      makerBuckets.messages?.waitMs(nowMs) ?? 0,
      1,
    );
    return { messages: 0, waitMs: Math.min(wait, MAX_WAIT_MS) };
  }

  /**
   * Charges the values of stored readings to their devices and makers.
   * @param find returns the current data of a device
   */
  chargePoints(
    list: ReadingList<DeviceRef>,
    indices: readonly number[],
    find: (deviceKey: number) => KnownDevice | undefined,
  ): void {
    const nowMs = this.now();
    // Consecutive readings are usually from the same device.
    let deviceKey: number | undefined;
    let charged: Buckets[] = [];
    for (const i of indices) {
      const reading = list.devices[i]!;
      if (reading.deviceKey !== deviceKey) {
        deviceKey = reading.deviceKey;
        const device = find(deviceKey);
        charged = device && hasPointLimit(device) ? this.bucketsOf(device, nowMs) : [];
      }
      for (const { points } of charged) points?.charge(list.shapes[i]!.keys.length);
    }
  }

  private bucketsOf(device: KnownDevice, nowMs: number): [own: Buckets, all: Buckets] {
    return [
      getBuckets(this.ofDevice, device.deviceKey, device.limits, nowMs),
      getBuckets(this.ofMaker, device.makerId, device.makerLimits, nowMs),
    ];
  }
}

/** Returns buckets with the current rates. */
function getBuckets<Key>(
  known: Map<Key, Buckets>,
  key: Key,
  limits: { readonly messagesPerSecond: number | null; readonly pointsPerSecond: number | null },
  nowMs: number,
): Buckets {
  let buckets = known.get(key);
  if (!buckets) known.set(key, (buckets = { messages: null, points: null }));
  buckets.messages = withRate(buckets.messages, limits.messagesPerSecond, nowMs);
  buckets.points = withRate(buckets.points, limits.pointsPerSecond, nowMs);
  return buckets;
}

function withRate(bucket: TokenBucket | null, perSecond: number | null, nowMs: number): TokenBucket | null {
  if (perSecond === null) return null;
  if (!bucket) return new TokenBucket(perSecond, nowMs);
  if (bucket.rate !== perSecond) bucket.setRate(perSecond, nowMs);
  return bucket;
}

function hasPointLimit({ limits, makerLimits }: KnownDevice): boolean {
  return limits.pointsPerSecond !== null || makerLimits.pointsPerSecond !== null;
}

function computeWaitMs(bucket: TokenBucket | null, nowMs: number): number {
  return bucket?.waitMs(nowMs) ?? 0;
}
