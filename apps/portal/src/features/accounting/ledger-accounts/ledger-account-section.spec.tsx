/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { buildLegalEntity } from '../../../../test/legal-entity.js';
import { renderPortal } from '../../../../test/render.js';
import { cellsOf, textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { LedgerAccount, MissingAccount } from '../../../api/types.js';
import { LedgerAccountSection } from './ledger-account-section.js';

const MISSING: MissingAccount = {
  legalEntityId: 'le-1',
  account: 'tax_payable',
  revenueClass: null,
  taxCategory: 'standard',
  taxPercent: '23',
};
const ACCOUNT: LedgerAccount = {
  id: 'la-1',
  legalEntityId: 'le-1',
  account: 'revenue',
  revenueClass: 'performance',
  taxCategory: null,
  taxPercent: null,
  number: '702-1',
  name: 'Guarantees',
  changedAt: '2026-11-25T08:00:00Z',
  version: 3,
};

const show = async (
  permissions = ['accounting.read', 'accounting.write'],
  items: readonly LedgerAccount[] = [ACCOUNT],
) => {
  const api = fakeApi({
    'GET /ledger-accounts': json({ items, missing: [MISSING], next: null }),
    'POST /ledger-accounts': json(ACCOUNT),
    'PATCH /ledger-accounts/la-1': json(ACCOUNT),
    'DELETE /ledger-accounts/la-1': json(undefined),
  });
  const screen = await renderPortal(<LedgerAccountSection entities={[buildLegalEntity()]} />, {
    session: { permissions },
  });
  await eventually(() => expect(cellsOf(screen.container)).toHaveLength(items.length + 1));
  return { api, ...screen };
};
const press = (key: string) =>
  browser
    .getByRole('button', { name: text(key), exact: true })
    .last()
    .click();
const field = (key: string) => browser.getByLabelText(text(key), { exact: true });

describe('the chart of accounts', () => {
  it('shows class, part, number and name, and says which parts have no number', async () => {
    const { container } = await show();
    expect(cellsOf(container)).toEqual([
      [
        text('maker:invoice.accounts.tax_payable'),
        `${text('maker:books.category.standard')} 23%`,
        text('maker:ledger.missing'),
        '',
      ],
      [
        text('maker:invoice.accounts.revenue'),
        text('maker:invoice.classes.performance'),
        '702-1',
        'Guarantees',
      ],
    ]);
  });

  it('calls the account of a class "all others" only beside accounts of its parts', async () => {
    const whole = { ...ACCOUNT, id: 'la-2', revenueClass: null, number: '700', name: 'Revenue' };
    const partsOf = (container: HTMLElement) => cellsOf(container).map(([, part]) => part);
    const alone = await show(undefined, [whole]);
    expect(partsOf(alone.container)[1]).toBe('');
    await alone.unmount();
    const { container } = await show(undefined, [whole, ACCOUNT]);
    expect(partsOf(container).slice(1)).toEqual([
      text('maker:ledger.allOthers'),
      text('maker:invoice.classes.performance'),
    ]);
  });

  it('adds the number of a missing part', async () => {
    const { api, getByText } = await show();
    await getByText(text('maker:ledger.missing')).click();
    await field('maker:ledger.number').fill('222-1');
    await field('maker:ledger.name').fill('VAT 23%');
    await press('action.save');
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({ ...MISSING, number: '222-1', name: 'VAT 23%' });
  });

  it('sends only the fields of the chosen class', async () => {
    const { api } = await show();
    await press('maker:ledger.add');
    await browser.getByRole('combobox', { name: text('maker:ledger.class') }).click();
    await browser.getByRole('option', { name: text('maker:invoice.accounts.revenue'), exact: true }).click();
    await browser.getByRole('combobox', { name: text('maker:ledger.revenueClass') }).click();
    await browser.getByRole('option', { name: text('maker:invoice.classes.discount') }).click();
    await browser.getByRole('combobox', { name: text('maker:ledger.class') }).click();
    await browser.getByRole('option', { name: text('maker:invoice.accounts.bad_debt') }).click();
    await field('maker:ledger.number').fill('761');
    await press('action.save');
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({
      legalEntityId: 'le-1',
      account: 'bad_debt',
      revenueClass: null,
      taxCategory: null,
      taxPercent: null,
      number: '761',
      name: '',
    });
  });

  it('shows an error at its field', async () => {
    const { api, getByText } = await show();
    api.answer(
      'PATCH /ledger-accounts/la-1',
      problem(422, 'billing.ledger_account_invalid', {
        fields: [{ pointer: '/number', code: 'billing.account_number_malformed' }],
      }),
    );
    await getByText('702-1').click();
    await field('maker:ledger.number').fill('702 1');
    await press('action.save');
    await expect.element(field('maker:ledger.number')).toHaveAttribute('aria-invalid', 'true');
    expect(api.changes()[0]?.headers.get('if-match')).toBe('"3"');
  });

  it('removes a number after a confirmation', async () => {
    const { api, getByText } = await show();
    await getByText('702-1').click();
    await press('maker:ledger.remove');
    expect(api.changes()).toEqual([]);
    await press('maker:ledger.remove');
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]).toMatchObject({ method: 'DELETE', path: '/ledger-accounts/la-1' });
    expect(api.changes()[0]?.headers.get('if-match')).toBe('"3"');
  });

  it('cannot be changed without permission', async () => {
    const { container, getByText } = await show(['accounting.read']);
    await getByText('702-1').click();
    expect(browser.getByRole('dialog').elements()).toEqual([]);
    expect(textsOf(container, 'section > header > span > button')).toEqual([]);
  });
});
