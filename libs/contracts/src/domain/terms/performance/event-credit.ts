import { type AmountPrecision, DomainError, Exact, sumOf } from '#platform/domain';
import { asAmount, orZero, type Maybe } from '../amount.js';

/** The credit for a missed commitment: its value up to a cap, or a flat amount. */
export interface EventRule {
  readonly cap?: Maybe;
  readonly flat?: Maybe;
}

export interface EventCreditTerm {
  /** Rules by type of event. */
  readonly rules: Readonly<Record<string, EventRule>>;
}

export interface EventCreditFacts {
  readonly events?: readonly { readonly type: string; readonly value?: Maybe }[] | null | undefined;
}

export interface EventCreditResult {
  /** Credit of each event. */
  readonly credits: readonly string[];
  readonly total: string;
}

/**
 * Calculates the credit of each missed commitment (docs/rules/service-levels.md#event-credits). The total is the sum
 * of the rounded credits.
 * @throws DomainError contracts.event_without_rule
 */
export function creditEvents(
  { rules }: EventCreditTerm,
  { events }: EventCreditFacts,
  precision: AmountPrecision,
): EventCreditResult {
  const credits = (events ?? []).map(({ type, value }, index) => {
    const rule = Object.hasOwn(rules, type) ? rules[type] : undefined;
    if (rule && typeof rule.flat === 'string') return asAmount(new Exact(rule.flat), precision);
    if (rule && typeof rule.cap === 'string') return asAmount(Exact.min(orZero(value), rule.cap), precision);
    throw new DomainError('contracts.event_without_rule', { type }, [
      { pointer: `/facts/events/${index}/type`, code: 'contracts.event_without_rule', params: { type } },
    ]);
  });
  return {
    credits,
    total: asAmount(sumOf(credits), precision),
  };
}
