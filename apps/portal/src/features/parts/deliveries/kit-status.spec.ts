/// <reference types="vitest/globals" />
import { isOverdue } from './kit-status.js';

describe('an overdue kit', () => {
  it.each([
    ['-0.5', 'reserved', true],
    ['-200', 'sent', true],
    ['-200', 'received', false],
    ['-200', 'cancelled', false],
    ['0', 'forecast', false],
    ['12.5', 'forecast', false],
    [null, 'forecast', false],
  ] as const)('with %s h left and %s: %s', (hoursLeft, state, expected) => {
    expect(isOverdue({ hoursLeft, state })).toBe(expected);
  });
});
