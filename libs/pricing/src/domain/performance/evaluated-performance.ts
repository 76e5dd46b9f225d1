import {
  type AgreedPerformance,
  AVAILABILITY_FIGURES,
  type AvailabilityFigure,
  computeBonus,
  evaluateAvailability,
  evaluateDelivery,
  evaluateEnergy,
  type RecordedCause,
} from '#contracts/domain';
import { type AmountPrecision, Exact } from '#platform/domain';

/**
 * Version of the rules that gather the facts of guarantees and evaluate them. Increases with every change to these
 * rules.
 */
export const PERFORMANCE_RULES_VERSION = 1;

/** The agreed terms of a guarantee, without its inputs. Numbers are decimal strings. */
export type PerformanceFigures =
  | { readonly type: 'energy'; readonly kwhPerM3: string; readonly kwhPrice: string }
  | {
      readonly type: 'delivery';
      /** Null if every minute outside the limits counts. */
      readonly guaranteePercent: string | null;
      readonly creditPerStartedHour: string;
    }
  | ({
      readonly type: 'availability';
      readonly bands: readonly { readonly below: string; readonly percent: string }[];
      readonly chargeKeys: readonly string[];
    } & Readonly<Record<AvailabilityFigure, string | null>>);

/** The facts from which a guarantee is evaluated. Numbers are decimal strings; hours have up to nine decimals. */
export type PerformanceFacts =
  | { readonly type: 'energy'; readonly kwh: string; readonly m3: string }
  | {
      readonly type: 'delivery';
      /**
       * Hours of the period with a known state, and hours with an unknown state. The evaluation excludes unknown
       * hours.
       */
      readonly hours: string;
      readonly unknownHours: string;
      readonly minutesOutside: string;
    }
  | {
      readonly type: 'availability';
      /** Total of all machines. */
      readonly hours: string;
      readonly byCause: Readonly<Record<RecordedCause, string>>;
      /** Recorded downtime within the evaluated time: ISO 8601 UTC. */
      readonly stops: readonly DowntimeRecord[];
      /** Total of the charges that the guarantee adjusts. */
      readonly fee: string;
    };

export interface DowntimeRecord {
  readonly serial: string;
  readonly cause: RecordedCause;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** The result of an evaluation; amounts are rounded. */
export type PerformanceResult =
  | { readonly type: 'energy'; readonly actual: string | null; readonly excessKwh: string }
  | { readonly type: 'delivery'; readonly availabilityPercent: string; readonly startedHours: string }
  | {
      readonly type: 'availability';
      /** Null if there is no time to evaluate. */
      readonly availabilityPercent: string | null;
      readonly baseHours: string | null;
      readonly downHours: string | null;
      /** The credit and the bonus on the fee; null if not agreed. */
      readonly malus: string | null;
      readonly bonus: string | null;
      readonly factorPercent: string | null;
    };

/** An evaluated guarantee, stored with its line: enough to evaluate it again manually. */
export interface EvaluatedPerformance {
  readonly rules: number;
  readonly term: PerformanceFigures;
  /** Null if the guarantee can't be evaluated yet. */
  readonly facts: PerformanceFacts | null;
  readonly result: PerformanceResult | null;
  /**
   * Set if the facts are recorded downtime, which no reading proves. Absent on lines drafted before this field
   * existed.
   */
  readonly basis?: 'declared';
}

export interface PerformanceEvaluation {
  readonly result: PerformanceResult;
  /** Billed amount, rounded and exact; negative for a credit. */
  readonly amount: string;
  readonly exact: string;
}

export function figuresOf(term: AgreedPerformance): PerformanceFigures {
  switch (term.type) {
    case 'energy':
      return { type: term.type, kwhPerM3: term.kwhPerM3, kwhPrice: term.kwhPrice };
    case 'delivery': {
      const { type, guaranteePercent, creditPerStartedHour } = term;
      return { type, guaranteePercent, creditPerStartedHour };
    }
    case 'availability': {
      const { type, bands, chargeKeys } = term;
      const figures = AVAILABILITY_FIGURES.map((field) => [field, term[field]] as const);
      return {
        type,
        ...(Object.fromEntries(figures) as Record<AvailabilityFigure, string | null>),
        bands,
        chargeKeys,
      };
    }
  }
}

/** Evaluates a guarantee with the functions that previews use. @throws DomainError contracts.downtime_exceeds_period */
export function evaluatePerformance(
  term: PerformanceFigures,
  facts: PerformanceFacts,
  precision: AmountPrecision,
): PerformanceEvaluation {
  if (term.type === 'energy' && facts.type === 'energy') {
    const { actual, excessKwh, credit } = evaluateEnergy(term, facts, precision);
    const exact = evaluateEnergy(term, facts, null).credit;
    return {
      result: { type: 'energy', actual, excessKwh },
      amount: toBilledAmount(credit),
      exact: toBilledAmount(exact),
    };
  }
  if (term.type === 'delivery' && facts.type === 'delivery') {
    const { hours, minutesOutside: minutesBelow } = facts;
    const { availabilityPercent, breach, credit } = evaluateDelivery(
      term,
      { hours, minutesBelow },
      precision,
    );
    const exact = evaluateDelivery(term, { hours, minutesBelow }, null).credit;
    const startedHours = breach ? new Exact(minutesBelow).div(60).ceil().toFixed() : '0';
    return {
      result: { type: 'delivery', availabilityPercent, startedHours },
      amount: toBilledAmount(credit),
      exact: toBilledAmount(exact),
    };
  }
  if (term.type === 'availability' && facts.type === 'availability') {
    const evaluated = adjustmentOf(term, facts, precision);
    return { ...evaluated, exact: adjustmentOf(term, facts, null).amount };
  }
  throw new TypeError(`${term.type} cannot be evaluated from facts of type ${facts.type}`);
}

type OfAvailability<Part> = Extract<Part, { readonly type: 'availability' }>;

/**
 * Returns the change to the fee: the bonus minus the malus. The reduction of a fee that follows availability, and the
 * credit of a band, are treated as a malus.
 */
function adjustmentOf(
  term: OfAvailability<PerformanceFigures>,
  { hours, byCause, fee }: OfAvailability<PerformanceFacts>,
  precision: AmountPrecision,
): Omit<PerformanceEvaluation, 'exact'> {
  const { unknown, ...causes } = byCause;
  const bands = term.bands.length === 0 ? null : term.bands;
  const evaluated = evaluateAvailability(
    { ...term, bands },
    {
      hours,
      fee,
      downtime: Object.entries(causes).map(([cause, of]) => ({
        cause: cause as keyof typeof causes,
        hours: of,
      })),
      gaps: [{ hours: unknown }],
    },
    precision,
  );
  const { availabilityPercent, baseHours, downHours, factorPercent, feeDue, credit } = evaluated;
  const reduction = feeDue === null ? null : new Exact(fee).minus(feeDue).toFixed();
  const malus = evaluated.malus ?? reduction ?? credit;
  const bonus = term.bonusFromPercent === null ? null : computeBonus(term, evaluated, fee, precision);
  return {
    result: { type: 'availability', availabilityPercent, baseHours, downHours, malus, bonus, factorPercent },
    amount: new Exact(bonus ?? 0).minus(malus ?? 0).toFixed(),
  };
}

/** Returns a credit as a negative amount. */
const toBilledAmount = (credit: string): string =>
  new Exact(credit).isZero() ? credit : new Exact(credit).neg().toFixed();
