/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../../test/fake-api.js';
import { buildLegalEntity } from '../../../../test/legal-entity.js';
import { renderPortal } from '../../../../test/render.js';
import { cellsOf, textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { BankAccount } from '../../../api/types.js';
import { setServerTime } from '../../../clock/clock.js';
import { BankAccountSection } from './bank-account-section.js';

const account = (change: Partial<BankAccount> = {}): BankAccount => ({
  id: 'ba-1',
  legalEntity: { id: 'le-1', name: 'Lin Europe' },
  currency: null,
  bank: 'Bank',
  account: 'PL61109010140000071219812874',
  bic: 'WBKPPLPP',
  validFrom: null,
  validTo: null,
  state: 'approved',
  isCurrent: true,
  proposedAt: '2026-11-01T08:00:00Z',
  proposedBy: 'Finance',
  decidedAt: '2026-11-01T08:00:00Z',
  decidedBy: 'Lin',
  canApprove: false,
  ...change,
});
const PROPOSED = account({
  id: 'ba-2',
  currency: 'EUR',
  state: 'proposed',
  isCurrent: false,
  validFrom: '2026-12-01',
  decidedAt: null,
  decidedBy: null,
  canApprove: true,
});

const show = async (
  accounts: readonly BankAccount[],
  permissions = ['accounting.read', 'accounting.write'],
) => {
  const api = fakeApi({
    'GET /bank-accounts': page(...accounts),
    'POST /bank-accounts': json({ state: 'proposed' }),
    'POST /bank-accounts/ba-2/decision': json({}),
  });
  const screen = await renderPortal(<BankAccountSection entities={[buildLegalEntity()]} />, {
    session: { permissions },
  });
  await eventually(() => expect(screen.client.isFetching()).toBe(0));
  return { api, ...screen };
};
const press = (key: string) =>
  browser
    .getByRole('button', { name: text(key), exact: true })
    .last()
    .click();
const field = (key: string) => browser.getByLabelText(text(key));

afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

describe('the bank accounts', () => {
  it('show number, bank, seller, currency, validity and state', async () => {
    setServerTime('2026-11-30T08:00:00Z', Date.now());
    const { container } = await show([
      PROPOSED,
      account(),
      account({ id: 'ba-3', isCurrent: false, validFrom: '2026-12-24' }),
      account({ id: 'ba-4', isCurrent: false, validFrom: '2026-01-01', validTo: '2026-06-30' }),
    ]);
    const cells = cellsOf(container);
    const iban = 'PL61 1090 1014 0000 0712 1981 2874';
    const common = [iban, 'Bank · WBKPPLPP', 'Lin Europe'];
    const others = text('maker:bankAccounts.allCurrencies');
    const phase = (key: string) => text(`maker:bankAccounts.phase.${key}`);
    expect(cells).toEqual([
      [...common, 'EUR', text('maker:books.since', { from: '1 Dec 2026' }), phase('proposed')],
      [...common, others, text('maker:bankAccounts.always'), phase('current')],
      [...common, others, text('maker:books.since', { from: '24 Dec 2026' }), phase('planned')],
      [...common, others, '1 Jan 2026 – 30 Jun 2026', phase('former')],
    ]);
  });

  it('are proposed with the only seller, for all currencies from today unless entered', async () => {
    const { api } = await show([account()]);
    await press('maker:bankAccounts.add');
    await field('maker:entity.account').fill('DE89 3704 0044 0532 0130 00');
    await press('maker:bankAccounts.propose');
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({
      legalEntityId: 'le-1',
      currency: null,
      account: 'DE89 3704 0044 0532 0130 00',
      bank: '',
      bic: '',
      validFrom: null,
      validTo: null,
    });
  });

  it('show an error at its field', async () => {
    const { api } = await show([]);
    api.answer(
      'POST /bank-accounts',
      problem(422, 'organization.bank_account_invalid', {
        fields: [{ pointer: '/account', code: 'organization.iban_check_digits_wrong' }],
      }),
    );
    await press('maker:bankAccounts.add');
    await field('maker:entity.account').fill('DE00');
    await press('maker:bankAccounts.propose');
    await expect.element(field('maker:entity.account')).toHaveAttribute('aria-invalid', 'true');
  });

  it.each(['approve', 'reject'] as const)('of another person are decided on: %s', async (decision) => {
    const { api, getByText } = await show([PROPOSED]);
    await getByText('EUR', { exact: true }).click();
    if (decision === 'reject')
      await browser.getByRole('dialog').getByText(text('maker:bankAccounts.reject'), { exact: true }).click();
    await browser.getByLabelText(text('maker:invoice.why')).fill('Compared');
    await press(`maker:bankAccounts.${decision}`);
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({ decision, why: 'Compared' });
  });

  it('that the user proposed can only be withdrawn', async () => {
    const { api, getByText } = await show([{ ...PROPOSED, canApprove: false }]);
    await getByText('EUR', { exact: true }).click();
    await press('maker:bankAccounts.withdraw');
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({ decision: 'reject', why: '' });
  });

  it('can only be viewed without permission, and not opened once they are decided', async () => {
    const { container } = await show([PROPOSED], ['accounting.read']);
    expect(textsOf(container, 'button')).toEqual([]);
  });
});
