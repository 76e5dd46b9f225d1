/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { buildModel } from '../../../test/model.js';
import { renderPortal } from '../../../test/render.js';
import { cellsOf } from '../../../test/screen-texts.js';
import { text, withUnit } from '../../../test/text.js';
import type { RetentionPreview, RetentionRule } from '../../api/types.js';
import { RetentionTab } from './retention-tab.js';

const rule = (change: Partial<RetentionRule> = {}): RetentionRule => ({
  id: 'r-1',
  version: 4,
  modelId: null,
  signalKey: null,
  rawDays: 90,
  minuteDays: 365,
  hourDays: 1,
  dayDays: null,
  ...change,
});
const PREVIEW: RetentionPreview = {
  points: 1200,
  devices: 3,
  heldPoints: 7,
  bytes: 2048,
  from: '2026-01-01T00:00:00Z',
  to: '2026-03-01T00:00:00Z',
  isEstimate: false,
};
const ARCHIVED = buildModel({ id: 'mo-2', name: 'Old compressor', archivedAt: '2026-01-01T00:00:00Z' });

const show = async (rules: readonly RetentionRule[], permissions: string[] = ['retention.write']) => {
  const api = fakeApi({
    'GET /retention': json({ rules, lastRun: null }),
    // The list omits archived models.
    'GET /models': page(buildModel()),
    'GET /models/mo-2': json(ARCHIVED),
    'GET /models/mo-9': problem(404, 'equipment.model_not_found'),
    'GET /reading-holds': json({ holds: [], evidence: { from: null, to: null, usages: 0, devices: 0 } }),
    'POST /retention/preview': json(PREVIEW),
    'POST /retention/rules': json({}),
    'PATCH /retention/rules/r-1': json({}),
    'DELETE /retention/rules/r-1': json(undefined),
  });
  const screen = await renderPortal(<RetentionTab />, { session: { permissions } });
  await eventually(() => expect(screen.container.textContent).toContain(text('maker:retention.title')));
  await eventually(() => expect(screen.client.isFetching()).toBe(0));
  const sent = () => api.changes().map(({ method, path, body }) => ({ method, path, body }));
  return { api, sent, ...screen };
};
const press = (key: string) => browser.getByRole('button', { name: text(key), exact: true });
const days = (level: string) =>
  browser.getByLabelText(withUnit(`maker:retention.level.${level}`, text('entry.units.days')), {
    exact: true,
  });

describe('the retention rules', () => {
  const everySignal = () => text('maker:retention.everySignal');
  it.each<[string, Partial<RetentionRule>, () => string]>([
    ['everything', {}, () => `${text('maker:retention.everyModel')} · ${everySignal()}`],
    [
      'a signal of a model',
      { modelId: 'mo-1', signalKey: 'oil_temp' },
      () => 'Screw compressor 75 kW · oil_temp',
    ],
    ['an archived model', { modelId: 'mo-2' }, () => `Old compressor · ${everySignal()}`],
    ['a model that no longer exists', { modelId: 'mo-9' }, () => `— · ${everySignal()}`],
  ])('name %s', async (_, change, name) => {
    const { container } = await show([rule(change)]);
    await eventually(() => expect(cellsOf(container)[0]?.[0]).toBe(name()));
  });

  it('show how long each level is kept', async () => {
    const { container } = await show([rule()]);
    const [, raw, minute, hour, day] = cellsOf(container)[0]!;
    expect(raw).toBe(
      `${text('maker:retention.level.rawDays')}: ${text('maker:retention.days', { count: 90 })}`,
    );
    expect([minute, hour]).toEqual([
      text('maker:retention.days', { count: 365 }),
      text('maker:retention.days', { count: 1 }),
    ]);
    expect(day).toContain(text('maker:retention.forEver'));
  });

  it('cannot be changed without permission', async () => {
    await show([rule()], []);
    expect(browser.getByRole('button').elements()).toEqual([]);
  });
});

describe('a new retention rule', () => {
  it('is previewed first, and saved as previewed', async () => {
    const { sent } = await show([]);
    await press('maker:retention.add').click();
    await days('rawDays').fill('30');
    await press('maker:retention.look').click();
    const goes = text('maker:retention.goes', { value: '1,200', count: 3 });
    await expect.element(browser.getByText(goes)).toBeVisible();
    await press('action.save').click();
    await expect.element(browser.getByRole('dialog')).not.toBeInTheDocument();
    const terms = { rawDays: 30, minuteDays: null, hourDays: null, dayDays: null };
    expect(sent()).toEqual([
      { method: 'POST', path: '/retention/preview', body: { rule: terms } },
      { method: 'POST', path: '/retention/rules', body: terms },
    ]);
  });

  it('needs a new preview after a change', async () => {
    const { sent } = await show([]);
    await press('maker:retention.add').click();
    await days('rawDays').fill('30');
    await press('maker:retention.look').click();
    await expect.element(press('action.save')).toBeVisible();
    await days('rawDays').fill('10');
    // The preview on the page would be misleading for the new number.
    await expect
      .element(browser.getByRole('dialog').getByText(text('maker:retention.ofDays')))
      .not.toBeInTheDocument();
    await press('maker:retention.lookAgain').click();
    await expect.element(press('action.save')).toBeVisible();
    expect(sent().map(({ path }) => path)).toEqual(['/retention/preview', '/retention/preview']);
  });

  it('offers models that are not archived', async () => {
    await show([]);
    await press('maker:retention.add').click();
    await browser.getByRole('combobox', { name: text('maker:retention.model') }).click();
    const offered = browser.getByRole('option').elements();
    expect(offered.map((option) => option.textContent)).toEqual(['Screw compressor 75 kW']);
  });

  it('shows an error at its level', async () => {
    const { api } = await show([]);
    api.answer(
      'POST /retention/preview',
      problem(422, 'api.validation_failed', {
        fields: [{ pointer: '/rule/minuteDays', code: 'billing.value_negative' }],
      }),
    );
    await press('maker:retention.add').click();
    await press('maker:retention.look').click();
    await expect.element(browser.getByRole('alert')).toBeVisible();
    await expect.element(days('minuteDays')).toHaveAttribute('aria-invalid', 'true');
  });
});

describe('the change of a retention rule', () => {
  it('keeps its subject and sends all levels, based on the displayed version', async () => {
    const { api, sent } = await show([rule({ modelId: 'mo-2', signalKey: 'oil_temp' })]);
    await press('maker:retention.changeVerb').click();
    await expect
      .element(browser.getByRole('combobox', { name: text('maker:retention.model') }))
      .toHaveValue('Old compressor');
    await expect
      .element(browser.getByRole('combobox', { name: text('maker:retention.model') }))
      .toBeDisabled();
    await days('minuteDays').fill('');
    await press('maker:retention.look').click();
    await press('action.save').click();
    await expect.element(browser.getByRole('dialog')).not.toBeInTheDocument();
    const terms = { rawDays: 90, minuteDays: null, hourDays: 1, dayDays: null };
    expect(sent()).toEqual([
      {
        method: 'POST',
        path: '/retention/preview',
        body: { rule: { modelId: 'mo-2', signalKey: 'oil_temp', ...terms }, ruleId: 'r-1' },
      },
      { method: 'PATCH', path: '/retention/rules/r-1', body: terms },
    ]);
    expect(api.changes()[1]?.headers.get('if-match')).toBe('"4"');
  });
});

describe('the removal of a retention rule', () => {
  it('previews the data that other rules would then remove', async () => {
    const { sent } = await show([rule()]);
    await press('maker:retention.remove').click();
    const dialog = browser.getByRole('dialog');
    await expect
      .element(dialog.getByText(text('maker:retention.goes', { value: '1,200', count: 3 })))
      .toBeVisible();
    await dialog.getByRole('button', { name: text('maker:retention.remove') }).click();
    await eventually(() =>
      expect(sent()).toEqual([
        { method: 'POST', path: '/retention/preview', body: { ruleId: 'r-1', rule: null } },
        { method: 'DELETE', path: '/retention/rules/r-1', body: undefined },
      ]),
    );
  });

  it('is impossible without its preview', async () => {
    const { api } = await show([rule()]);
    api.answer('POST /retention/preview', problem(500, 'api.internal'));
    await press('maker:retention.remove').click();
    const dialog = browser.getByRole('dialog');
    await expect.element(dialog.getByRole('alert')).toBeVisible();
    await expect.element(dialog.getByRole('button', { name: text('maker:retention.remove') })).toBeDisabled();
  });
});
