import { DomainError } from '#platform/domain';
import { type ChoiceInput, assertChoicePossible } from './decision-faults.js';
import type { ExceptionKind } from './meter-exception.js';

const codeOf = (
  kind: ExceptionKind,
  decided: Partial<ChoiceInput>,
  exception: { readonly state?: string; readonly isOver?: boolean } = {},
): string | undefined => {
  try {
    assertChoicePossible(
      { kind, state: 'open', isOver: true, ...exception },
      { choice: 'accept', quantity: null, ...decided },
    );
    return undefined;
  } catch (error) {
    return error instanceof DomainError
      ? [error.code, ...error.fields.map(({ pointer }) => pointer)].join(' ')
      : String(error);
  }
};

describe('a decision about an exception', () => {
  it('is rejected after the exception is resolved, and before the exception has ended', () => {
    expect(codeOf('true_up', {}, { state: 'resolved', isOver: false })).toBe('metering.exception_resolved');
    expect(codeOf('true_up', {}, { isOver: false })).toBe('metering.exception_not_over');
  });

  it('can only acknowledge a difference that is billed already', () => {
    expect(codeOf('true_up', {})).toBeUndefined();
    expect(codeOf('true_up', { choice: 'ignore' })).toBe('metering.choice_impossible /choice');
    expect(codeOf('true_up', { quantity: '5' })).toBe('metering.choice_impossible /choice');
  });

  it.each<[ExceptionKind, string | undefined]>([
    ['gap', 'metering.quantity_missing /quantity'],
    ['implausible_rate', undefined],
  ])('accepts a %s without a quantity if the readings state one', (kind, code) => {
    expect(codeOf(kind, {})).toBe(code);
    expect(codeOf(kind, { quantity: '12.5' })).toBeUndefined();
  });

  it('allows a quantity only when accepting', () => {
    expect(codeOf('gap', { choice: 'ignore' })).toBeUndefined();
    expect(codeOf('gap', { choice: 'ignore', quantity: '1' })).toBe('metering.quantity_not_asked /quantity');
  });
});
