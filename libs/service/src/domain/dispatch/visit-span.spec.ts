import { assertPlannable } from './visit-span.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 9, 20, hour));
const NOW = at(12);

describe('the time of a planned visit', () => {
  it.each([
    ['in the future', 14, 16],
    ['in progress', 10, 13],
    ['for a whole day', 13, 37],
  ])('may be %s', (_, from, to) => {
    expect(() => assertPlannable({ from: at(from), to: at(to) }, NOW)).not.toThrow();
  });

  it.each([
    ['with zero length', 14, 14, 'service.visit_span_invalid'],
    ['with its end before its start', 16, 14, 'service.visit_span_invalid'],
    ['for more than a day', 13, 38, 'service.visit_span_invalid'],
    ['in the past', 9, 12, 'service.visit_over'],
  ])('is rejected %s', (_, from, to, code) => {
    expect(() => assertPlannable({ from: at(from), to: at(to) }, NOW)).toThrow(
      expect.objectContaining({ code, fields: [{ pointer: '/to', code }] }),
    );
  });
});
