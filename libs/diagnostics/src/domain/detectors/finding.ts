export const DETECTED_SIGNAL_KINDS = ['gauge', 'counter', 'state'] as const;
export type DetectedSignalKind = (typeof DETECTED_SIGNAL_KINDS)[number];

/** A signal of a machine, in the order of the values in a row. */
export interface DetectedSignal {
  readonly key: string;
  readonly kind: DetectedSignalKind;
}

export const DETECTOR_EVENT_TYPES = ['service', 'part_change', 'firmware', 'outage'] as const;
export type DetectorEventType = (typeof DETECTOR_EVENT_TYPES)[number];

/** An event at the machine after which earlier readings may no longer describe its normal state. */
export interface DetectorEvent {
  /** ms since the epoch. Applies before the first row at or after this instant. */
  readonly at: number;
  readonly type: DetectorEventType;
  /** Affected signals; empty for all. */
  readonly signals: readonly string[];
}

export const FINDING_KINDS = ['sensor', 'drift', 'change', 'multivariate', 'profile', 'peer'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export type FindingCode =
  | 'sensor_stuck'
  | 'sensor_jump'
  | 'sensor_out_of_range'
  | 'sensor_noise_changed'
  | 'level_drifting'
  | 'level_changed'
  | 'level_unusual'
  | 'noise_unusual'
  | 'unusual_for_time_of_day'
  | 'signals_disagree';

/** A signal that contributes to a finding. */
export interface ContributingSignal {
  readonly key: string;
  /** Share of the finding, 0 to 1. The shares of a finding add up to at most 1. */
  readonly share: number;
  readonly direction: 'up' | 'down';
  readonly expected: number;
  readonly observed: number;
}

/** A deviation that the detectors found. All times are ms since the epoch. */
export interface Finding {
  readonly from: number;
  readonly began: number;
  /** Null while open. */
  to: number | null;
  readonly kind: FindingKind;
  readonly code: FindingCode;
  readonly signals: readonly ContributingSignal[];
  readonly params: Readonly<Record<string, number>>;
}
