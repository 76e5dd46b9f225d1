import type { DocumentLine } from '../domain/invoice-document.js';
import { Written } from '../sheet/written.js';
import { performanceWords } from './performance-words.js';
import { EN } from './texts/en.js';

it('formats hours with nine decimals with two', () => {
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
  const words = performanceWords({ params } as unknown as DocumentLine, 'PLN', EN.line, new Written(EN)).join(
    ' ',
  );
  expect(words).toContain('720.12');
  expect(words).toContain('0.33');
  expect(words).toContain('2.5');
  expect(words).toContain('95.44');
  expect(words).not.toMatch(/\.\d{3}/);
  // Causes without hours are not named.
  expect(words).not.toContain('customer');
});

it('states that an availability guarantee without recorded downtime is declared, not measured', () => {
  const params = { model: 'availability', fee: '300', hours: '720', availabilityPercent: '100' };
  const line = { params } as unknown as DocumentLine;
  const words = performanceWords(line, 'PLN', EN.line, new Written(EN));
  expect(words.slice(-2)).toEqual([
    'no downtime recorded',
    'declared, not measured: based on recorded downtime',
  ]);
});
