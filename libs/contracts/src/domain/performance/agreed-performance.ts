import type { AvailabilityTerm } from '../terms/performance/availability.js';
import type { DeliveryTerm } from '../terms/performance/delivery.js';
import type { EnergyTerm } from '../terms/performance/energy.js';

/** What a contract can promise beside machines and quantities: terms that are judged once a month is over. */
export const PERFORMANCE_TYPES = ['energy', 'delivery', 'availability'] as const;
export type PerformanceType = (typeof PERFORMANCE_TYPES)[number];

interface OfContract {
  /** Its name within the contract, beside those of the charges; lines of invoices refer to it. */
  readonly key: string;
  /** Where the contract says so. */
  readonly clause: string;
}

/** Energy beyond what a cubic metre may take is paid back; both are counted by meters of the contract. */
export interface EnergyPerformance extends OfContract, EnergyTerm {
  readonly type: 'energy';
  readonly kwhMeterIds: readonly string[];
  readonly m3MeterIds: readonly string[];
}

/** Time outside the limits at the customer's distribution point is paid back; a meter of the contract counts it. */
export interface DeliveryPerformance extends OfContract, DeliveryTerm {
  readonly type: 'delivery';
  /** Null: every minute outside counts. */
  readonly guaranteePercent: string | null;
  readonly creditPerStartedHour: string;
  readonly outsideMeterId: string;
}

/** Figures of availability, of which each scheme has its own: below a guarantee by points, a fee that follows, or bands. Decimals. */
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

/** The share of the time in which machines could work changes what fees come to; when they could not is written down with its cause. */
export interface AvailabilityPerformance
  extends OfContract, Readonly<Record<AvailabilityFigure, string | null>> {
  readonly type: 'availability';
  readonly bands: readonly { readonly below: string; readonly percent: string }[];
  /** Keys of the charges by month whose amounts it adjusts. */
  readonly chargeKeys: readonly string[];
  /** All of the contract where none is named. */
  readonly machineIds: readonly string[];
}

export type AgreedPerformance = EnergyPerformance | DeliveryPerformance | AvailabilityPerformance;

type KeyGiven<Term> = Term extends AgreedPerformance
  ? Omit<Term, 'key' | 'clause'> & Partial<Pick<Term, 'key' | 'clause'>>
  : never;

/** What is left out: a key after what it promises, no clause. */
export type NewPerformance = KeyGiven<AgreedPerformance>;

/** The meters that a term is judged from. */
export function metersOfPerformance(term: AgreedPerformance): readonly string[] {
  if (term.type === 'energy') return [...term.kwhMeterIds, ...term.m3MeterIds];
  return term.type === 'delivery' ? [term.outsideMeterId] : [];
}

/** A term that is judged from other meters in place of some of its own. @param successors by meter */
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
