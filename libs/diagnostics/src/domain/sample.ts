import type { Quality } from '#telemetry/domain';

/** A value of one signal at one device time, as stored. */
export interface Sample {
  /** Device time, ms since the epoch. */
  readonly at: number;
  /** Null if the device reported no value. */
  readonly value: number | null;
  readonly quality: Quality;
  readonly deviceKey: number;
  /** The message's sequence number, as text because it is a bigint. */
  readonly seq: string;
}

/** A sample with a value of a quality that is neither bad nor stale. */
export type UsableSample = Sample & { readonly value: number };

export function isUsable(sample: Sample): sample is UsableSample {
  return sample.value !== null && Number.isFinite(sample.value) && sample.quality < 2;
}
