/// <reference types="vitest/globals" />
import { useForm } from '@mantine/form';
import { page } from 'vitest/browser';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { Pricing } from '../../../api/types.js';
import { ChargeListFields } from './charge-list-fields.js';
import { type BillingValues, newCharge } from './charge-values.js';
import { toPricing } from './pricing-values.js';

const METERS = new Map([
  ['me-1', 'FM-1, air'],
  ['me-2', 'FM-2, air'],
]);

let sent: () => readonly Pricing[];

function Form({ models = [] }: { readonly models?: readonly Pricing['model'][] }) {
  const form = useForm<BillingValues>({
    initialValues: { charges: models.map((model) => newCharge(model, ['me-1'])), meters: [], machines: [] },
  });
  sent = () => form.getValues().charges.map(({ pricing }) => toPricing(pricing));
  return <ChargeListFields form={form} currency="EUR" meterNames={METERS} machines={[]} />;
}

const field = (name: string) =>
  page.getByLabelText(text(`maker:charge.field.${name}`, { currency: 'EUR' })).first();

describe('the charges of a form', () => {
  it('start empty and accept any of the offered kinds', async () => {
    const screen = await renderPortal(<Form />);
    await expect.element(screen.getByText(text('maker:contract.noCharges'))).toBeVisible();
    await screen.getByRole('button', { name: text('maker:charge.add') }).click();
    await screen.getByRole('menuitem', { name: new RegExp(text('maker:charge.model.unit')) }).click();
    await field('unitPrice').fill('0.0264');
    expect(sent()).toEqual([{ model: 'unit', unitPrice: '0.0264' }]);
  });

  it('send only the fields of their model, even if fields of another model were filled before', async () => {
    await renderPortal(<Form models={['unit']} />);
    await field('unitPrice').fill('5');
    expect(sent()).toEqual([{ model: 'unit', unitPrice: '5' }]);
  });
});

describe('tiers', () => {
  const fill = async (...rows: readonly [upTo: string, unitPrice: string][]) => {
    for (const [index, [upTo, unitPrice]] of rows.entries()) {
      await page.getByLabelText(text('maker:charge.tier.upTo')).nth(index).fill(upTo);
      await page
        .getByLabelText(text('maker:charge.field.unitPrice', { currency: 'EUR' }))
        .nth(index)
        .fill(unitPrice);
    }
  };
  const add = () => page.getByRole('button', { name: text('maker:charge.tier.add') }).click();

  it.each([
    ['volume', true],
    ['graduated', false],
  ] as const)('of a %s price warn of a cliff: %s', async (model, warns) => {
    const screen = await renderPortal(<Form models={[model]} />);
    while (page.getByLabelText(text('maker:charge.tier.upTo')).elements().length < 2) await add();
    await fill(['100', '2'], ['', '1']);
    const warning = screen.getByText(text('maker:charge.cliff.title'));
    if (warns) await expect.element(warning).toBeVisible();
    else await expect.element(warning).not.toBeInTheDocument();
    expect(sent()[0]?.tiers).toEqual([
      { upTo: '100', unitPrice: '2' },
      { upTo: null, unitPrice: '1' },
    ]);
  });

  it('keep one row when the others are removed', async () => {
    const screen = await renderPortal(<Form models={['volume']} />);
    while (page.getByLabelText(text('maker:charge.tier.upTo')).elements().length < 2) await add();
    await fill(['100', '2'], ['', '1']);
    const remove = screen.getByRole('button', { name: text('maker:charge.tier.remove') });
    await remove.first().click();
    expect(sent()[0]?.tiers).toEqual([{ upTo: null, unitPrice: '1' }]);
    expect(remove.elements().filter((one) => !one.hasAttribute('disabled')).length).toBeLessThan(2);
  });
});
