import { seededRandom } from '../seeded-random.js';
import type { HistoryBlock } from '../history.js';

/** Pricing of the contracts, with the number of contracts out of ten that use it. */
export const CONTRACT_CLASSES = [
  { name: 'overage', share: 4 },
  { name: 'yearly', share: 3 },
  { name: 'pooled', share: 2 },
  { name: 'exchanged', share: 1 },
] as const;
export type ContractClass = (typeof CONTRACT_CLASSES)[number]['name'];

export const ZONES = ['Europe/Warsaw', 'Asia/Shanghai', 'America/Mexico_City', 'Asia/Jakarta'] as const;

const HOUR_MS = 3_600_000;

/** A usage profile. Every machine is a copy of one of these. */
export interface CounterProfile {
  readonly number: number;
  readonly class: ContractClass;
  /** IANA zone of the contract. */
  readonly zone: string;
  /** Index of the profile in its class and zone. */
  readonly index: number;
}

/** A counter's hourly values, and the usage of each hour, which is compared with the results. */
export interface CountedHours {
  readonly block: HistoryBlock;
  /**
   * Receipt times in epoch milliseconds. Each is slightly later than the device time; sometimes, a gateway buffers
   * readings for a night.
   */
  readonly receivedMs: Float64Array;
  /** Usage of the hour that ends at the time with the same index, in tenths. The usage of the first hour is unknown. */
  readonly tenths: readonly number[];
  /** Exchange of the register, with its final and initial values in tenths; null if it is not exchanged. */
  readonly exchange: { readonly atMs: number; readonly final: number; readonly initial: number } | null;
}

/** Returns the given number of profiles for each class and zone, numbered. */
export function profilesOf(each: number): CounterProfile[] {
  let number = 0;
  return CONTRACT_CLASSES.flatMap(({ name }) =>
    ZONES.flatMap((zone) =>
      Array.from({ length: each }, (_, index) => ({ number: number++, class: name, zone, index })),
    ),
  );
}

/**
 * Returns the hours of a profile, each with a reading at its end.
 * @param exchangeMs time at which the register is exchanged, for classes with an exchange
 */
export function countHours(
  { number, class: ofClass }: CounterProfile,
  seed: number,
  fromMs: number,
  toMs: number,
  exchangeMs: number,
): CountedHours {
  const random = seededRandom(seed * 7919 + number);
  const hours = Math.round((toMs - fromMs) / HOUR_MS) + 1;
  const [times, values, receivedMs] = [0, 0, 0].map(() => new Float64Array(hours)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const tenths: number[] = [];
  const usual = 20 + Math.floor(random() * 40);
  let shown = 10_000 * (number + 1);
  let exchange: CountedHours['exchange'] = null;
  for (let hour = 0; hour < hours; hour++) {
    const at = fromMs + hour * HOUR_MS;
    let used = usual + Math.floor(random() * 30) + (hour % 24 >= 6 && hour % 24 < 22 ? 15 : 0);
    if (hour === 0) used = 0;
    shown += used;
    if (ofClass === 'exchanged' && exchange === null && at > exchangeMs) {
      const after = Math.floor(used / 3);
      exchange = { atMs: exchangeMs, final: shown - after, initial: 120 };
      shown = 120 + after;
    }
    times[hour] = at;
    values[hour] = shown / 10;
    tenths.push(used);
    const buffered = hour % 240 >= 100 && hour % 240 < 108 ? (108 - (hour % 240)) * HOUR_MS : 0;
    receivedMs[hour] = at + 1500 + Math.floor(random() * 1000) + buffered;
  }
  return { block: { device: String(number), times, columns: [values] }, receivedMs, tenths, exchange };
}
