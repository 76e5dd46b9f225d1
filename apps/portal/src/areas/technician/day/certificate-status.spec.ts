/// <reference types="vitest/globals" />
import { certificateStatusOf } from './certificate-status.js';

describe('the status of a certificate', () => {
  it.each([
    ['2026-12-15', '2026-11-14', 'valid', 31],
    ['2026-12-15', '2026-11-15', 'soon', 30],
    ['2026-12-15', '2026-11-25', 'soon', 20],
    ['2026-12-15', '2026-12-15', 'soon', 0],
    ['2026-12-15', '2026-12-16', 'expired', -1],
  ])('to %s on %s: %s', (validUntil, today, status, days) => {
    expect(certificateStatusOf(validUntil, today)).toEqual({ status, days });
  });
});
