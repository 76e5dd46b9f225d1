/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import i18next from 'i18next';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page } from '../../../test/fake-api.js';
import { buildModel, buildSignal } from '../../../test/model.js';
import { renderPortal } from '../../../test/render.js';
import { text, withUnit } from '../../../test/text.js';
import type { AlarmRule } from '../../api/types.js';
import { RuleDialog } from './rule-dialog.js';

const RULE: AlarmRule = {
  id: 'r-1',
  version: 2,
  code: 'A12',
  name: { en: 'Oil too hot', zh: '油温过高' },
  modelId: 'mo-1',
  machineId: null,
  signalKey: 'oil_temp',
  direction: 'above',
  onLimit: '105',
  offLimit: '100',
  onDelaySeconds: 10,
  maxGapSeconds: null,
  severity: 'critical',
  opensTicket: true,
  enabled: true,
  requiredSkill: null,
  requiredParts: [],
  requiredCertificates: {},
  validFrom: '2026-01-01T00:00:00Z',
};
const MODEL = buildModel({
  signals: [buildSignal(), buildSignal({ id: 's-2', key: 'air_m3_total', kind: 'counter' })],
});
const open = async (rule?: AlarmRule) => {
  const api = fakeApi({
    'GET /models': page(MODEL),
    'GET /models/mo-1': json(MODEL),
    'POST /alarm-rules': json({}),
    'PATCH /alarm-rules/r-1': json({}),
  });
  const close = vi.fn();
  await renderPortal(<RuleDialog rule={rule} onClose={close} />);
  const sent = async () => {
    await browser.getByRole('button', { name: text('action.save') }).click();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    return api.changes()[0];
  };
  return { sent };
};
const field = (key: string) => browser.getByLabelText(text(key), { exact: true });
const limit = (key: string) => browser.getByLabelText(withUnit(key, '°C'), { exact: true });
const delay = () =>
  browser.getByLabelText(withUnit('maker:rules.delay', text('entry.units.seconds')), { exact: true });
const box = (key: string) => browser.getByRole('combobox', { name: text(key), exact: true });

describe('a new alarm rule', () => {
  it('offers the gauges of the selected model, and sends its name in the language of the user', async () => {
    const { sent } = await open();
    await field('maker:registry.code').fill('A13');
    await field('maker:registry.name').fill('Oil hot');
    await box('maker:fleet.model').click();
    await browser.getByRole('option', { name: 'BH75' }).click();
    await box('maker:rules.signal').click();
    const options = browser.getByRole('option');
    await expect.element(options.first()).toBeVisible();
    expect(options.elements()).toHaveLength(1);
    await options.first().click();
    await limit('maker:rules.on').fill('105');
    await limit('maker:rules.off').fill('100.5');
    await delay().fill('30');
    await browser.getByLabelText(text('maker:rules.opensTicket')).click();
    expect((await sent())?.body).toEqual({
      code: 'A13',
      name: { en: 'Oil hot' },
      modelId: 'mo-1',
      signalKey: 'oil_temp',
      direction: 'above',
      onLimit: '105',
      offLimit: '100.5',
      onDelaySeconds: 30,
      severity: 'warning',
      opensTicket: true,
      enabled: true,
    });
  });
});

describe('the edit of an alarm rule', () => {
  it('keeps its names in other languages', async () => {
    await i18next.changeLanguage('zh');
    const { sent } = await open(RULE);
    await expect.element(field('maker:registry.name')).toHaveValue('油温过高');
    await field('maker:registry.name').fill('油温');
    const request = await sent();
    expect(request?.body).toEqual({ name: { en: 'Oil too hot', zh: '油温' } });
    expect(request?.headers.get('if-match')).toBe('"2"');
  });

  it('sends changed fields only, and cannot change its subject', async () => {
    const { sent } = await open(RULE);
    for (const key of [
      'maker:registry.code',
      'maker:fleet.model',
      'maker:rules.signal',
      'maker:rules.direction',
    ])
      await expect
        .element(
          browser.getByRole(key === 'maker:registry.code' ? 'textbox' : 'combobox', {
            name: text(key),
            exact: true,
          }),
        )
        .toBeDisabled();
    await delay().fill('0');
    await browser.getByLabelText(text('maker:rules.enabled')).click();
    expect((await sent())?.body).toEqual({ enabled: false, onDelaySeconds: 0 });
  });
});
