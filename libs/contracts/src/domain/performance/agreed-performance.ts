import type { AvailabilityTerm } from '../terms/performance/availability.js';
import type { DeliveryTerm } from '../terms/performance/delivery.js';
import type { EnergyTerm } from '../terms/performance/energy.js';

/** Types of guarantees, which are evaluated once a month is over. */
export const PERFORMANCE_TYPES = ['energy', 'delivery', 'availability'] as const;
export type PerformanceType = (typeof PERFORMANCE_TYPES)[number];

interface PerformanceBase {
  /** Key within the contract, unique among guarantees and charges; invoice lines refer to it. */
  readonly key: string;
  /** The clause in the contract. */
  readonly clause: string;
}

/**
 * A guarantee that credits energy beyond the agreed amount per cubic metre. Meters of the contract measure energy and
 * volume.
 */
export interface EnergyPerformance extends PerformanceBase, EnergyTerm {
  readonly type: 'energy';
  readonly kwhMeterIds: readonly string[];
  readonly m3MeterIds: readonly string[];
}

/**
 * A guarantee that credits time outside the limits at the customer's distribution point, which a meter of the contract
 * measures.
 */
export interface DeliveryPerformance extends PerformanceBase, DeliveryTerm {
  readonly type: 'delivery';
  /** Null if every minute outside the limits counts. */
  readonly guaranteePercent: string | null;
  readonly creditPerStartedHour: string;
  readonly outsideMeterId: string;
}

/**
 * Decimal fields of an availability guarantee: planned allowance, malus below the guarantee, bonus, and a fee that
 * follows availability.
 */
export const AVAILABILITY_FIGURES = [
  'plannedAllowanceHours',
  'guaranteePercent',
  'malusPercentPerPoint',
  'malusCapPercent',
  'bonusFromPercent',
  'bonusPercent',
  'targetPercent',
  'slope',
  'zeroBelow',
] as const satisfies (keyof AvailabilityTerm | 'bonusPercent')[];
export type AvailabilityFigure = (typeof AVAILABILITY_FIGURES)[number];

/**
 * A guarantee that adjusts fees by the share of time in which machines were available. Downtime is recorded with its
 * cause.
 */
export interface AvailabilityPerformance
  extends PerformanceBase, Readonly<Record<AvailabilityFigure, string | null>> {
  readonly type: 'availability';
  readonly bands: readonly { readonly below: string; readonly percent: string }[];
  /** Keys of the monthly charges that are adjusted. */
  readonly chargeKeys: readonly string[];
  /** Machines covered; all machines of the contract if empty. */
  readonly machineIds: readonly string[];
}

export type AgreedPerformance = EnergyPerformance | DeliveryPerformance | AvailabilityPerformance;

type WithOptionalKey<Term> = Term extends AgreedPerformance
  ? Omit<Term, 'key' | 'clause'> & Partial<Pick<Term, 'key' | 'clause'>>
  : never;

/** A guarantee to create. Defaults: a key named after its type, no clause. */
export type NewPerformance = WithOptionalKey<AgreedPerformance>;

/** Returns the meters that a guarantee is evaluated from. */
export function metersOfPerformance(term: AgreedPerformance): readonly string[] {
  if (term.type === 'energy') return [...term.kwhMeterIds, ...term.m3MeterIds];
  return term.type === 'delivery' ? [term.outsideMeterId] : [];
}

/** Replaces meters of a guarantee. @param successors the replacement by meter */
export function withMeters(term: NewPerformance, successors: ReadonlyMap<string, string>): NewPerformance {
  const next = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => successors.get(id) ?? id))];
  switch (term.type) {
    case 'energy':
      return { ...term, kwhMeterIds: next(term.kwhMeterIds), m3MeterIds: next(term.m3MeterIds) };
    case 'delivery':
      return { ...term, outsideMeterId: next([term.outsideMeterId])[0]! };
    case 'availability':
      return term;
  }
}
