/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { buildSignal } from '../../../../test/model.js';
import { renderPortal } from '../../../../test/render.js';
import { text, withUnit } from '../../../../test/text.js';
import type { ModelSignal } from '../../../api/types.js';
import { SignalDialog } from './signal-dialog.js';

const open = async (signal?: ModelSignal) => {
  const api = fakeApi({ 'POST /models/mo-1/signals': json({}), 'PATCH /signals/s-1': json({}) });
  const close = vi.fn();
  await renderPortal(<SignalDialog modelId="mo-1" signal={signal} onClose={close} />);
  const save = () => page.getByRole('button', { name: text('action.save') }).click();
  const sent = async () => {
    await save();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    return api.changes()[0];
  };
  return { api, close, save, sent };
};
const field = (name: string) => page.getByLabelText(text(`maker:registry.${name}`), { exact: true });
const limit = (name: string, unit = '°C') =>
  page.getByLabelText(withUnit(`maker:registry.${name}`, unit), { exact: true });
const interval = () =>
  page.getByLabelText(withUnit('maker:registry.expected', text('entry.units.seconds')), { exact: true });
const kind = async (name: ModelSignal['kind']) => {
  await page.getByRole('combobox', { name: text('maker:registry.kindLabel') }).click();
  await page.getByRole('option', { name: text(`maker:registry.kind.${name}`) }).click();
};

describe('a new signal', () => {
  it('sends limits as text and empty ones as null', async () => {
    const { sent } = await open();
    await field('signalKey').fill('oil_temp');
    await field('unit').fill('Cel');
    await limit('warnHigh').fill('105.50');
    await interval().fill('60');
    expect((await sent())?.body).toEqual({
      key: 'oil_temp',
      unit: 'Cel',
      kind: 'gauge',
      decimals: 1,
      warnLow: null,
      warnHigh: '105.50',
      tripLow: null,
      tripHigh: null,
      modulus: null,
      expectedSeconds: 60,
    });
  });

  it('sends no field that its kind hides, even if it was filled before', async () => {
    const { sent } = await open();
    await field('warnHigh').fill('105');
    await kind('counter');
    await field('modulus').fill('100000');
    await interval().fill('60');
    await kind('event');
    await expect.element(interval()).not.toBeInTheDocument();
    expect((await sent())?.body).toMatchObject({
      kind: 'event',
      modulus: null,
      expectedSeconds: null,
      warnHigh: '105',
    });
  });

  it('rejects an interval that is no number before it is sent', async () => {
    const { api, close, save } = await open();
    await interval().fill('a minute');
    await save();
    await expect.element(interval()).toHaveAttribute('aria-invalid', 'true');
    expect(api.changes()).toEqual([]);
    expect(close).not.toHaveBeenCalled();
  });
});

describe('the edit of a signal', () => {
  it.each([
    ['warnHigh', () => limit('warnHigh'), '110', { warnHigh: '110' }],
    ['warnHigh', () => limit('warnHigh'), '', { warnHigh: null }],
    ['decimals', () => field('decimals'), '2', { decimals: 2 }],
    ['expected', interval, '', { expectedSeconds: null }],
  ])('sends the changed field alone: %s', async (_, changed, typed, body) => {
    const { sent } = await open(buildSignal({ warnHigh: '105', expectedSeconds: 60 }));
    await changed().fill(typed);
    const request = await sent();
    expect(request?.body).toEqual(body);
    expect(request?.headers.get('if-match')).toBe('"2"');
  });

  it('cannot change the key', async () => {
    await open(buildSignal());
    await expect.element(field('signalKey')).toBeDisabled();
  });

  it('removes fields that the new kind does not have', async () => {
    const { sent } = await open(buildSignal({ kind: 'counter', modulus: '100000' }));
    await kind('gauge');
    expect((await sent())?.body).toEqual({ kind: 'gauge', modulus: null });
  });

  it('keeps limits that a counter already has', async () => {
    const { sent } = await open(buildSignal({ kind: 'counter', warnHigh: '105', modulus: null }));
    await limit('modulus').fill('100,000');
    expect((await sent())?.body).toEqual({ modulus: '100000' });
  });

  it('shows an error at its limit', async () => {
    const { api, save } = await open(buildSignal());
    api.answer(
      'PATCH /signals/s-1',
      problem(422, 'api.validation_failed', {
        fields: [{ pointer: '/tripHigh', code: 'billing.value_negative' }],
      }),
    );
    await limit('tripHigh').fill('1');
    await save();
    await expect.element(limit('tripHigh')).toHaveAttribute('aria-invalid', 'true');
  });
});
