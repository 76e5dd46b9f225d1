import type { DocumentLine } from '../domain/invoice-document.js';
import { Formatter } from '../sheet/formatter.js';
import { describePerformance } from './performance-text.js';
import { EN } from './texts/en.js';

it('prints hours with two decimals although they are stored with nine', () => {
  const params = {
    model: 'availability',
    fee: '300',
    hours: '720.123456789',
    availabilityPercent: '95.44',
    guaranteePercent: '98',
    supplierHours: '0.333333333',
    plannedHours: '10',
    customerHours: '0',
    force_majeureHours: '0',
    unknownHours: '2.5',
  };
  const words = describePerformance(
    { params } as unknown as DocumentLine,
    'PLN',
    EN.line,
    new Formatter(EN),
  ).join(' ');
  expect(words).toContain('720.12');
  expect(words).toContain('0.33');
  expect(words).toContain('2.5');
  expect(words).toContain('95.44');
  expect(words).not.toMatch(/\.\d{3}/);
  // Causes without hours are omitted.
  expect(words).not.toContain('customer');
});

it('states that an availability guarantee without recorded downtime is declared, not measured', () => {
  const params = { model: 'availability', fee: '300', hours: '720', availabilityPercent: '100' };
  const line = { params } as unknown as DocumentLine;
  const words = describePerformance(line, 'PLN', EN.line, new Formatter(EN));
  expect(words.slice(-2)).toEqual([
    'no downtime recorded',
    'declared, not measured: based on recorded downtime',
  ]);
});
