/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../test/fake-api.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { type Limit, LimitsDialog } from './limits-dialog.js';

const LIMITS: readonly Limit[] = [
  { unit: 'm3', quantity: '500' },
  { unit: 'kWh', quantity: '100' },
];
const ROUTE = 'PUT /meter-decisions/limits';

const open = async (limits: readonly Limit[]) => {
  const api = fakeApi({ [ROUTE]: json({}) });
  const close = vi.fn();
  await renderPortal(<LimitsDialog limits={limits} onClose={close} />);
  const save = () => page.getByRole('button', { name: text('action.save') }).click();
  return { api, close, save };
};
const unit = (row: number) => page.getByLabelText(text('maker:exceptions.unit')).nth(row);
const quantity = (row: number) =>
  page.getByLabelText(text('maker:exceptions.limit'), { exact: true }).nth(row);

describe('the limits for decisions by one person', () => {
  it('send all limits, because they replace the previous ones', async () => {
    const { api, close, save } = await open(LIMITS);
    await quantity(1).fill('250');
    await save();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual({
      limits: [
        { unit: 'm3', quantity: '500' },
        { unit: 'kWh', quantity: '250' },
      ],
    });
  });

  it('omit an emptied row and include an added one', async () => {
    const { api, close, save } = await open(LIMITS);
    await quantity(0).fill(' ');
    await page.getByRole('button', { name: text('maker:exceptions.addLimit') }).click();
    await unit(2).fill('kg');
    await quantity(2).fill('7');
    await save();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual({
      limits: [
        { unit: 'kWh', quantity: '100' },
        { unit: 'kg', quantity: '7' },
      ],
    });
  });

  it('start with a row for cubic metres, which sends nothing while it is empty', async () => {
    const { api, close, save } = await open([]);
    await expect.element(unit(0)).toHaveValue('m3');
    await save();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual({ limits: [] });
  });

  it('show an error at its own row, although empty rows are not sent', async () => {
    const { api, close, save } = await open(LIMITS);
    api.answer(
      ROUTE,
      problem(422, 'api.validation_failed', {
        fields: [{ pointer: '/limits/0/quantity', code: 'billing.value_negative' }],
      }),
    );
    await quantity(0).fill('');
    await quantity(1).fill('-1');
    await save();
    await expect.element(quantity(1)).toHaveAttribute('aria-invalid', 'true');
    await expect.element(quantity(0)).not.toHaveAttribute('aria-invalid', 'true');
    expect(close).not.toHaveBeenCalled();
  });
});
