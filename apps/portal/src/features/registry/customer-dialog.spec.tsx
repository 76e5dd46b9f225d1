/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import type { Customer } from '../../api/types.js';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { CustomerDialog } from './customer-dialog.js';

const CUSTOMER: Customer = {
  id: 'cu-1',
  version: 8,
  code: 'BT',
  name: 'Bekasi Textiles',
  country: 'ID',
  language: 'id',
  industry: 'Textiles',
  taxId: '01.234',
  hubId: 'h-1',
  partnerId: null,
  archivedAt: null,
};
const PARTNER = { id: 'p-1', version: 1, code: 'P', name: 'Dealer', archivedAt: null };

const open = async (customer: Customer | undefined, partners: readonly object[] = []) => {
  const api = fakeApi({
    'GET /hubs': page({ id: 'h-1', name: 'Jakarta hub' }),
    'GET /partners': page(...partners),
    'POST /customers': json({}),
    'PATCH /customers/cu-1': json({}),
  });
  const close = vi.fn();
  const screen = await renderPortal(<CustomerDialog customer={customer} onClose={close} />);
  await eventually(() => expect(screen.client.isFetching()).toBe(0));
  const save = () => browser.getByRole('button', { name: text('action.save') }).click();
  const sent = async () => {
    await save();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    return api.changes()[0];
  };
  return { api, save, sent };
};
const field = (key: string) => browser.getByLabelText(text(key), { exact: true });

describe('a new customer', () => {
  it('sends no hub or partner unless one is selected, and shows errors at their fields', async () => {
    const { api, save, sent } = await open(undefined, [
      PARTNER,
      { ...PARTNER, id: 'p-2', name: 'Old', archivedAt: '2026-01-01T00:00:00Z' },
    ]);
    api.answer(
      'POST /customers',
      problem(422, 'api.validation_failed', {
        fields: [
          { pointer: '/name', code: 'validation.is_not_empty' },
          { pointer: '/code', code: 'validation.is_not_empty' },
        ],
      }),
    );
    await save();
    await expect.element(field('maker:registry.name')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field('maker:registry.name')).toHaveFocus();
    await expect
      .element(browser.getByRole('alert').getByText(text('form.fieldsNeedYou', { count: 2 })))
      .toBeVisible();
    expect(api.changes()[0]?.body).toEqual({
      code: '',
      name: '',
      country: '',
      language: 'en',
      industry: '',
      taxId: '',
    });
    api.answer('POST /customers', json({}));
    await field('maker:registry.name').fill('Nowa');
    await browser.getByRole('combobox', { name: text('maker:settings.partner') }).click();
    // No new customers can be assigned to archived partners.
    await expect.element(browser.getByRole('option', { name: 'Old' })).not.toBeInTheDocument();
    await browser.getByRole('option', { name: 'Dealer' }).click();
    await sent();
    expect(api.changes()[1]?.body).toMatchObject({ name: 'Nowa', partnerId: 'p-1' });
  });
});

describe('the edit of a customer', () => {
  it('sends changed fields and a removed hub, based on the displayed version', async () => {
    const { sent } = await open(CUSTOMER);
    await field('maker:registry.industry').fill('');
    await expect
      .element(browser.getByRole('combobox', { name: text('maker:fleet.hub') }))
      .toHaveValue('Jakarta hub');
    // The button that clears the hub has no name of its own.
    const hub = browser.getByRole('combobox', { name: text('maker:fleet.hub') }).element();
    hub.closest('.mantine-Select-wrapper')?.querySelector('button')?.click();
    const request = await sent();
    expect(request?.body).toEqual({ industry: '', hubId: null });
    expect(request?.headers.get('if-match')).toBe('"8"');
  });

  it('sends nothing that was typed and undone', async () => {
    const { sent } = await open(CUSTOMER);
    await field('maker:registry.name').fill('Other');
    await field('maker:registry.name').fill('Bekasi Textiles');
    expect((await sent())?.body).toEqual({});
  });
});
