import { type AmountPrecision, DomainError, Exact } from '#platform/domain';
import { asAmount, orZero, type Maybe } from '../amount.js';

/** A guarantee of the delivery of air at the customer's distribution point, regardless of individual machines. */
export interface DeliveryTerm {
  /** 100 by default: every minute outside the limits is a breach. */
  readonly guaranteePercent?: Maybe;
  readonly creditPerStartedHour?: Maybe;
}

export interface DeliveryFacts {
  /** Hours of the period, decimal. */
  readonly hours: string;
  /** Minutes outside the guaranteed limits. */
  readonly minutesBelow?: number | Maybe;
}

export interface DeliveryResult {
  readonly availabilityPercent: string;
  readonly breach: boolean;
  readonly credit: string;
}

/** Number of decimals of the printed share of delivery (docs/rules/service-levels.md#delivery-guarantee). */
const DECIMALS = 3;

/**
 * Calculates the share of minutes within the limits and, if the guarantee is missed, the credit: an amount per hour
 * or part of an hour.
 * @throws DomainError contracts.downtime_exceeds_period
 */
export function evaluateDelivery(
  term: DeliveryTerm,
  facts: DeliveryFacts,
  precision: AmountPrecision,
): DeliveryResult {
  const minutes = new Exact(facts.hours).times(60);
  const below = new Exact(facts.minutesBelow ?? 0);
  if (minutes.isZero() || below.gt(minutes))
    throw new DomainError('contracts.downtime_exceeds_period', { hours: facts.hours });
  const percent = minutes.minus(below).times(100).div(minutes).toDecimalPlaces(DECIMALS, Exact.ROUND_HALF_UP);
  const breach = percent.lt(term.guaranteePercent ?? 100);
  const startedHours = breach ? below.div(60).ceil() : new Exact(0);
  return {
    availabilityPercent: percent.toFixed(DECIMALS),
    breach,
    credit: asAmount(startedHours.times(orZero(term.creditPerStartedHour)), precision),
  };
}
