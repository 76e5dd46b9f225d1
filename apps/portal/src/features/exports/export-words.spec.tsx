/// <reference types="vitest/globals" />
import { renderPortalHook } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import type { ExportSchedule } from '../../api/types.js';
import { hourText, useExportWords } from './use-export-words.js';

const words = async () => (await renderPortalHook(() => useExportWords())).result.current;
const named = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `m-${index}`, name: `S-${index + 1}` }));

describe('the machines of an export in words', () => {
  it.each<[ExportSchedule['machines']['of'], number, () => string]>([
    ['all', 0, () => text('exports.allMachines')],
    ['list', 2, () => text('exports.of.list', { names: 'S-1 and S-2' })],
    ['site', 1, () => text('exports.of.site', { names: 'S-1' })],
    [
      'model',
      5,
      () => text('exports.of.model', { names: text('exports.andMore', { names: 'S-1, S-2', count: 3 }) }),
    ],
    // Everything that was selected has been removed since.
    ['customer', 0, () => text('exports.noneLeft')],
  ])('%s of %i', async (of, count, written) => {
    expect((await words()).machines({ machines: { of, chosen: named(count) } })).toBe(written());
  });

  it.each([
    [null, () => text('exports.allMachines')],
    [['S-1'], () => 'S-1'],
    [['S-1', 'S-2', 'S-3'], () => text('exports.andMore', { names: 'S-1, S-2', count: 1 })],
  ])('with the serial numbers %j', async (serials, written) => {
    expect((await words()).serials(serials)).toBe(written());
  });
});

describe('the time of an export in words', () => {
  it.each(['day', 'week', 'month'] as const)('every %s names hour and place', async (every) => {
    const when = (await words()).when({ every, hour: 6, zone: 'Asia/Shanghai' });
    expect(when).toBe(text(`exports.when.${every}`, { hour: '06:00', city: 'Shanghai' }));
  });

  it.each([
    ['2026-11-24', '2026-11-24', '24 Nov 2026'],
    ['2026-11-16', '2026-11-22', '16 Nov 2026 – 22 Nov 2026'],
  ])('covers the days %s to %s', async (firstDay, lastDay, written) => {
    expect((await words()).period({ firstDay, lastDay })).toBe(written);
  });

  it.each([
    [0, '00:00'],
    [9, '09:00'],
    [23, '23:00'],
  ])('at %i is %s', (hour, written) => {
    expect(hourText(hour)).toBe(written);
  });
});
