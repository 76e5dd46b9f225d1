/// <reference types="vitest/globals" />
import { renderPortalHook } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { useLineName } from './use-line-name.js';

type Line = Parameters<ReturnType<typeof useLineName>>[0];

const nameOf = async (line: Line): Promise<string> =>
  (await renderPortalHook(() => useLineName())).result.current(line);
const usage = (params: Line['params'] = {}, name?: Line['name']): Line => ({
  kind: 'usage',
  params,
  ...(name !== undefined && { name }),
});

describe('the name of an invoice line', () => {
  it.each([
    [{ component: 'true_up' }, 'line.trueUp'],
    [{ component: 'true_up', minimumOf: 'contract' }, 'line.trueUpOfContract'],
    [{ component: 'instalment' }, 'line.instalment'],
    [{ model: 'hour_bands' }, 'line.hourBands'],
    [{}, 'line.usage'],
  ])('of usage with %j', async (params, key) => {
    expect(await nameOf(usage(params))).toBe(text(key));
  });

  it.each([
    [{}, 'line.base'],
    [{ component: 'deposit' }, 'line.deposit'],
    [{ due: 'quarterly' }, 'line.quarterly'],
    [{ due: 'advance' }, 'line.base'],
  ])('of a fee with %j', async (params, key) => {
    expect(await nameOf({ kind: 'base', params })).toBe(text(key));
  });

  it("is the meter's signal with its device", async () => {
    const name = await nameOf(usage({ signalKey: 'air_m3_total', device: 'FM-1' }));
    expect(name).toBe(
      `${text('common:metered.counter', { signal: text('signal.air_m3_total') })}${text('separator')}FM-1`,
    );
  });

  it("is the maker's name, plus the machine if the name omits it", async () => {
    expect(await nameOf(usage({ serial: 'S-1' }, { en: 'Compressed air' }))).toBe(
      text('line.machine', { name: 'Compressed air', machine: 'S-1' }),
    );
    expect(await nameOf(usage({ serial: 'S-1' }, { en: 'Air of S-1' }))).toBe('Air of S-1');
  });

  it('is a service kit with its machine', async () => {
    expect(await nameOf({ kind: 'kit', params: { kit: 'K-4000', serial: 'S-1' } })).toBe(
      text('line.kit', { kit: 'K-4000', machine: 'S-1' }),
    );
  });

  it.each([
    [{ component: 'discount' }, () => text('line.discount')],
    [{ component: 'discount', percent: '3.50' }, () => text('line.discountPercent', { percent: '3.50' })],
    [
      { component: 'discount', percent: '3', supply: 'goods' },
      () => text('line.discountOfParts', { name: text('line.discountPercent', { percent: '3' }) }),
    ],
    [
      { component: 'discount', corrects: 'PL-1' },
      () => text('line.corrects', { name: text('line.discount'), number: 'PL-1' }),
    ],
  ])('of a discount with %j', async (params, name) => {
    expect(await nameOf(usage(params))).toBe(name());
  });

  it.each([
    ['0', () => text('line.rests', { name: text('line.base') })],
    ['25', () => text('line.paused', { name: text('line.base'), percent: '25' })],
  ])('shows that %s % is due during a pause', async (feePercent, name) => {
    expect(await nameOf({ kind: 'base', params: { feePercent } })).toBe(name());
  });

  it.each([
    [{ component: 'credit' }, () => text('line.credit', { name: text('line.usage') })],
    [{ corrects: 'PL-1' }, () => text('line.corrects', { name: text('line.usage'), number: 'PL-1' })],
    [
      { correctedPart: '2026-09-15' },
      () => text('line.correction', { name: text('line.usage'), month: 'September 2026' }),
    ],
  ])('shows what it changes: %j', async (params, name) => {
    expect(await nameOf(usage(params))).toBe(name());
  });

  it('shows that a guarantee is not evaluated yet', async () => {
    const guarantee = text('performance.availability');
    expect(await nameOf({ kind: 'performance', params: { model: 'availability' } })).toBe(guarantee);
    expect(await nameOf({ kind: 'performance', params: { model: 'availability', pending: true } })).toBe(
      text('performance.pending', { promise: guarantee }),
    );
  });
});
