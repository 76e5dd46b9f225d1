/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { buildModelMeter, buildSignal } from '../../../../test/model.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { ModelMeter } from '../../../api/types.js';
import { ModelMeterDialog } from './model-meter-dialog.js';

const SIGNALS = [buildSignal({ key: 'air_m3_total', unit: 'm3', kind: 'counter' })];
const CONVERTED = {
  from: { celsius: '20', mbar: '1000' },
  to: { celsius: '0', mbar: '1013.25' },
};

const open = async (meter: ModelMeter) => {
  const api = fakeApi({ 'PATCH /model-meters/mm-1': json({}) });
  const close = vi.fn();
  await renderPortal(<ModelMeterDialog modelId="mo-1" meter={meter} signals={SIGNALS} onClose={close} />);
  const save = () => page.getByRole('button', { name: text('action.save') }).click();
  return { api, close, save };
};
const name = () => page.getByLabelText(text('maker:registry.name'), { exact: true });
const celsius = (side: 0 | 1) => page.getByLabelText(text('maker:modelMeters.celsius')).nth(side);

describe('the edit of a model meter', () => {
  it('sends its conditions only while it converts', async () => {
    const { api, close, save } = await open(buildModelMeter({ reference: CONVERTED }));
    await celsius(0).fill('15');
    await page.getByLabelText(text('maker:modelMeters.converts')).click();
    await expect.element(celsius(0)).not.toBeInTheDocument();
    await save();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toMatchObject({ name: 'Air', method: 'counter', reference: null });
    expect(api.changes()[0]?.headers.get('if-match')).toBe('"5"');
  });

  it('shows the conversion factor while it is possible', async () => {
    await open(buildModelMeter({ reference: CONVERTED }));
    const factor = text('maker:modelMeters.factor', { factor: '0.91959' });
    await expect.element(page.getByText(factor)).toBeVisible();
    await celsius(0).fill('');
    await expect.element(page.getByText(factor)).not.toBeInTheDocument();
  });

  it.each([
    ['the name', '/name', () => name()],
    ['a side of the conversion', '/reference/to', () => celsius(1)],
    ['one value of a side', '/reference/from/celsius', () => celsius(0)],
    [
      'the measurement',
      '/maxRatePerHour',
      () => page.getByLabelText(text('maker:meterFields.highestCounter')),
    ],
  ])('shows an error of %s at its field', async (_, pointer, field) => {
    const { api, save } = await open(buildModelMeter({ reference: CONVERTED }));
    api.answer(
      'PATCH /model-meters/mm-1',
      problem(422, 'api.validation_failed', { fields: [{ pointer, code: 'billing.value_negative' }] }),
    );
    await save();
    await expect.element(page.getByRole('alert')).toBeVisible();
    await expect.element(field()).toHaveAttribute('aria-invalid', 'true');
  });
});
