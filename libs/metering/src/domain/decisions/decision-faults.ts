import { DomainError } from '#platform/domain';
import { saysQuantity, type DecisionChoice, type ExceptionKind } from './meter-exception.js';

/** What is decided about an exception. */
export interface DecidedChoice {
  readonly choice: DecisionChoice;
  /** `accept`: decimal, instead of what the readings say. */
  readonly quantity: string | null;
}

/**
 * Refuses what cannot be decided.
 * @param isOver whether the exception's time has ended: what still grows nobody can judge
 * @throws DomainError metering.exception_resolved, metering.exception_not_over, metering.choice_impossible, metering.quantity_missing,
 *   metering.quantity_not_asked (the last three with fields)
 */
export function refuseImpossibleChoice(
  exception: { readonly kind: ExceptionKind; readonly state: string; readonly isOver: boolean },
  { choice, quantity }: DecidedChoice,
): void {
  const { kind, state, isOver } = exception;
  if (state === 'resolved') throw new DomainError('metering.exception_resolved');
  if (!isOver) throw new DomainError('metering.exception_not_over');
  // The difference is billed already, as part of what the readings show: somebody has seen it, and that is all.
  if (kind === 'true_up' && (choice !== 'accept' || quantity !== null))
    throw at('/choice', 'metering.choice_impossible');
  if (choice === 'accept' && quantity === null && !saysQuantity(kind))
    throw at('/quantity', 'metering.quantity_missing');
  if (choice !== 'accept' && quantity !== null) throw at('/quantity', 'metering.quantity_not_asked');
}

const at = (pointer: string, code: string): DomainError => new DomainError(code, {}, [{ pointer, code }]);
