/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page } from '../../../../test/fake-api.js';
import { buildModel, buildModelMeter, buildSignal } from '../../../../test/model.js';
import { renderPortal } from '../../../../test/render.js';
import { plain, textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { ModelMeter, ModelSignal } from '../../../api/types.js';
import { ModelPanel } from './model-panel.js';

const show = async (
  { signals = [], meters = [] }: { signals?: ModelSignal[]; meters?: ModelMeter[] },
  permissions: string[] = ['registry.write'],
) => {
  const api = fakeApi({
    'GET /models/mo-1': json(buildModel({ signals })),
    'GET /models/mo-1/meters': page(...meters),
    'DELETE /model-meters/mm-1': json(undefined),
  });
  const screen = await renderPortal(<ModelPanel modelId="mo-1" onClose={() => undefined} />, {
    session: { permissions },
  });
  await eventually(() => expect(screen.client.isFetching()).toBe(0));
  return { api, ...screen };
};
const rows = (container: Element) => textsOf(container, 'li > button:not([aria-label])');

describe('the signals of a model', () => {
  it('show unit, kind, interval and limits', async () => {
    const { container } = await show({
      signals: [buildSignal({ expectedSeconds: 90, warnLow: '5', tripHigh: '110.5' })],
    });
    const terms = [
      text('maker:registry.every', { interval: '1 min' }),
      text('limit.warnBelow', { value: '5' }),
      text('limit.tripAbove', { value: '110.5' }),
    ].join(' · ');
    expect(rows(container)).toEqual([plain(`oil_temp°C${text('maker:registry.kind.gauge')}${terms}`)]);
  });

  it('open for an edit, and another one can be added', async () => {
    const { getByText } = await show({ signals: [buildSignal()] });
    await getByText('oil_temp').click();
    await expect.element(browser.getByRole('dialog')).toBeVisible();
    await expect
      .element(browser.getByLabelText(text('maker:registry.signalKey'), { exact: true }))
      .toHaveValue('oil_temp');
  });

  it('cannot be changed without permission', async () => {
    const { container, getByText } = await show({ signals: [buildSignal()] }, []);
    await expect.element(getByText('oil_temp')).toBeVisible();
    expect([...container.querySelectorAll('li > button')].every((row) => row.hasAttribute('disabled'))).toBe(
      true,
    );
    expect(container.textContent).not.toContain(text('maker:registry.addSignal'));
    // Meters are templates for contracts, which this user cannot edit.
    expect(container.textContent).not.toContain(text('maker:contract.meters'));
  });
});

describe('the meters of a model', () => {
  it('show how they measure', async () => {
    const { container } = await show({
      signals: [buildSignal()],
      meters: [
        buildModelMeter({
          wholeFactor: '0.91959',
          maxRatePerHour: '1200',
          reference: { from: { celsius: '20', mbar: '1000' }, to: { celsius: '0', mbar: '1013.25' } },
        }),
      ],
    });
    const terms = [
      text('signal.air_m3_total'),
      '× 0.91959',
      text('maker:modelMeters.conditions', { from: '20.00 °C, 1,000.00 mbar', to: '0.00 °C, 1,013.25 mbar' }),
      text('maker:modelMeters.mostAnHour', { value: '1,200' }),
      text('maker:modelMeters.gap', { time: '1 h 30 min' }),
    ].join(' · ');
    await eventually(() => expect(rows(container).at(-1)).toBe(plain(`Airm³${terms}`)));
  });

  it('of events have no gap', async () => {
    const { container } = await show({
      signals: [buildSignal()],
      meters: [buildModelMeter({ method: 'event_count', maxRatePerHour: '7' })],
    });
    const row = () => rows(container).at(-1);
    await eventually(() => expect(row()).toContain(text('maker:modelMeters.most', { value: '7' })));
    expect(row()).not.toContain('1 h 30 min');
  });

  it('need a signal', async () => {
    await show({ signals: [] });
    await expect.element(browser.getByRole('button', { name: text('maker:charge.addMeter') })).toBeDisabled();
    await expect.element(browser.getByText(text('maker:modelMeters.none'))).toBeVisible();
  });

  it('are removed only after a confirmation, based on the displayed version', async () => {
    const { api } = await show({ signals: [buildSignal()], meters: [buildModelMeter()] });
    await browser.getByRole('button', { name: text('maker:modelMeters.remove', { name: 'Air' }) }).click();
    expect(api.changes()).toEqual([]);
    const confirm = browser.getByRole('button', { name: text('maker:modelMeters.removeVerb'), exact: true });
    // The component kit renders dialogs in place during tests, where the panel covers their buttons.
    (confirm.element() as HTMLElement).click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.method).toBe('DELETE');
    expect(api.changes()[0]?.headers.get('if-match')).toBe('"5"');
  });

  it('can be read but not changed with permission for contracts', async () => {
    const { container } = await show({ meters: [buildModelMeter()] }, ['contracts.write']);
    expect(container.textContent).toContain(text('maker:contract.meters'));
    expect(textsOf(container, 'section button:not(:disabled)')).toEqual([]);
  });
});
