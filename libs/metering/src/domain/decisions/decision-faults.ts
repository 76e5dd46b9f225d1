import { DomainError } from '#platform/domain';
import { hasKnownQuantity, type DecisionChoice, type ExceptionKind } from './meter-exception.js';

/** A decision about an exception, as entered. */
export interface ChoiceInput {
  readonly choice: DecisionChoice;
  /** For `accept`: quantity to bill instead of the metered one; decimal. */
  readonly quantity: string | null;
}

/**
 * Rejects choices that are not possible for an exception.
 * @param exception `isOver` is true once the exception's time has ended; an exception that is still in progress can't
 *   be decided
 * @throws DomainError metering.exception_resolved, metering.exception_not_over, metering.choice_impossible,
 *   metering.quantity_missing, metering.quantity_not_asked (the last three with fields)
 */
export function assertChoicePossible(
  exception: { readonly kind: ExceptionKind; readonly state: string; readonly isOver: boolean },
  { choice, quantity }: ChoiceInput,
): void {
  const { kind, state, isOver } = exception;
  if (state === 'resolved') throw new DomainError('metering.exception_resolved');
  if (!isOver) throw new DomainError('metering.exception_not_over');
  // The metered quantity is already billed, including the difference, so the exception can only be acknowledged.
  if (kind === 'true_up' && (choice !== 'accept' || quantity !== null))
    throw at('/choice', 'metering.choice_impossible');
  if (choice === 'accept' && quantity === null && !hasKnownQuantity(kind))
    throw at('/quantity', 'metering.quantity_missing');
  if (choice !== 'accept' && quantity !== null) throw at('/quantity', 'metering.quantity_not_asked');
}

const at = (pointer: string, code: string): DomainError => new DomainError(code, {}, [{ pointer, code }]);
