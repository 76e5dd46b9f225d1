export const UNIT_ENDS = ['failure', 'replaced', 'running'] as const;
export type UnitEnd = (typeof UNIT_ENDS)[number];

/** Rows of a unit from its first use. Each row has a number or null per signal. */
export type LifeRows = readonly (readonly (number | null)[])[];

/** A unit of the same model with a known past. */
export interface KnownUnit {
  readonly id: string;
  readonly values: LifeRows;
  /** Only `failure` shows when a unit fails. `replaced` and `running` show that it lasted at least that long. */
  readonly ended: UnitEnd;
}

export interface LifeTarget {
  readonly id: string;
  readonly values: LifeRows;
}

export interface RemainingLifeInput {
  /** Number of values in each row. */
  readonly signals: number;
  /** Rows that a unit is designed to last; null if unknown. */
  readonly designLife: number | null;
  readonly units: readonly KnownUnit[];
  readonly targets: readonly LifeTarget[];
}

/** Evidence of an estimate, from the weakest to the strongest; `none` if there is no estimate. */
export const LIFE_LEVELS = ['design_life', 'trend', 'regression', 'similarity', 'none'] as const;
export type LifeLevel = (typeof LIFE_LEVELS)[number];

export type LifeReasonCode =
  | 'failures_known'
  | 'index_explains'
  | 'similar_to'
  | 'capped_at'
  | 'trend_of_signal'
  | 'no_trend'
  | 'history_too_short'
  | 'design_life_minus_age'
  | 'no_design_life';

/** Reason for an estimate or its absence. */
export interface LifeReason {
  readonly code: LifeReasonCode;
  readonly params: Readonly<Record<string, number | string>>;
}

/** Remaining life in rows. The percentiles are null at level `none`. */
export interface RemainingLife {
  readonly id: string;
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly level: LifeLevel;
  readonly why: readonly LifeReason[];
}
