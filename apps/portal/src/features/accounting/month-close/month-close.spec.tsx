/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { cellsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { MonthCheck, MonthClose, Revaluation, RevenueRelease } from '../../../api/types.js';
import { DeferredRevenueSection } from './deferred-revenue-section.js';
import { MonthChecks } from './month-checks.js';
import { PeriodDialog } from './period-dialog.js';
import { RevaluationSection } from './revaluation-section.js';

const check = (key: MonthCheck['key'], count = 0, change: Partial<MonthCheck> = {}): MonthCheck => ({
  key,
  count,
  amounts: [],
  subjects: [],
  ...change,
});
const closeOf = (change: Partial<MonthClose> = {}): MonthClose => ({
  legalEntityId: 'le-1',
  month: '2026-11',
  lastDay: '2026-11-30',
  state: 'open',
  changedAt: null,
  changedBy: null,
  checks: [],
  debit: { amount: '10.00', currency: 'PLN' },
  credit: { amount: '10.00', currency: 'PLN' },
  ...change,
});
const pln = (amount: string) => ({ amount, currency: 'PLN' });
const REVALUATION: Revaluation = {
  currency: 'EUR',
  state: 'missing',
  documents: 1,
  open: { amount: '1230.00', currency: 'EUR' },
  booksOpen: pln('5289.00'),
  rate: '4.2',
  rateOn: '2026-11-30',
  gain: pln('0.00'),
  loss: pln('123.00'),
  posted: null,
};
const RELEASE: RevenueRelease = {
  currency: 'PLN',
  documents: 2,
  due: pln('333.34'),
  released: pln('0.00'),
  later: pln('666.66'),
};
const FINANCE = { session: { permissions: ['accounting.read', 'accounting.write'] } };

describe('the checklist of a month', () => {
  it('shows what is open with its amounts, and links to the page where it is done', async () => {
    const checks = [
      check('draft', 2, { amounts: [pln('2460.00')] }),
      check('unapplied'),
      check('corrections', 1, { subjects: [{ id: 'i-1', number: 'PL/1' }] }),
    ];
    const { container } = await renderPortal(<MonthChecks close={closeOf({ checks })} />);
    const rows = cellsOf(container);
    expect(rows[0]?.[0]).toBe(text('maker:close.key.draft'));
    expect(rows[0]?.[1]).toBe('2');
    expect(rows[0]?.[2]).toContain('2,460.00');
    expect(rows[1]?.[1]).toBe(text('maker:close.done'));
    await expect.element(browser.getByRole('link', { name: 'PL/1' })).toBeVisible();
  });
});

describe('closing a month', () => {
  it('names what is open, and asks for a confirmation', async () => {
    const api = fakeApi({ 'POST /accounting-periods': json({}) });
    const close = closeOf({ checks: [check('draft', 2), check('unapplied')] });
    await renderPortal(<PeriodDialog close={close} onClose={() => undefined} />, FINANCE);
    // The button in the corner of the dialog has the same name.
    const verb = browser.getByRole('button', { name: text('maker:books.closeVerb'), exact: true }).last();
    await expect.element(verb).toBeDisabled();
    await expect.element(browser.getByText(`${text('maker:close.key.draft')}: 2`)).toBeVisible();
    await browser.getByLabelText(text('maker:close.confirm')).click();
    await browser.getByLabelText(text('maker:invoice.why')).fill('Month end');
    await verb.click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({
      legalEntityId: 'le-1',
      month: '2026-11',
      state: 'closed',
      why: 'Month end',
    });
  });

  it('needs no confirmation if nothing is open, nor to reopen the month', async () => {
    const api = fakeApi({ 'POST /accounting-periods': json({}) });
    const close = closeOf({ state: 'closed', checks: [check('draft', 2)] });
    await renderPortal(<PeriodDialog close={close} onClose={() => undefined} />, FINANCE);
    await browser.getByLabelText(text('maker:invoice.why')).fill('Late invoice');
    await browser.getByRole('button', { name: text('maker:books.openVerb'), exact: true }).click();
    await eventually(() => expect(api.changes()[0]?.body).toMatchObject({ state: 'open' }));
  });
});

describe('the closing entries of a month', () => {
  it('post the revaluation once a button is pressed', async () => {
    const path = '/accounting-periods/le-1/2026-11/revaluation';
    const api = fakeApi({ [`GET ${path}`]: page(REVALUATION), [`POST ${path}`]: page() });
    await renderPortal(<RevaluationSection close={closeOf()} />, FINANCE);
    await browser.getByRole('button', { name: text('maker:close.revalue') }).click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
  });

  it('cannot be posted in a closed month', async () => {
    const path = '/accounting-periods/le-1/2026-11/revaluation';
    fakeApi({ [`GET ${path}`]: page(REVALUATION) });
    const { container } = await renderPortal(
      <RevaluationSection close={closeOf({ state: 'closed' })} />,
      FINANCE,
    );
    await eventually(() => expect(cellsOf(container)).toHaveLength(1));
    expect(browser.getByRole('button', { name: text('maker:close.revalue') }).elements()).toHaveLength(0);
  });

  it('release deferred revenue, and set its start date', async () => {
    const path = '/accounting-periods/le-1/2026-11/revenue-release';
    const api = fakeApi({
      [`GET ${path}`]: page(RELEASE),
      [`POST ${path}`]: page(),
      'GET /deferral-settings': page({
        legalEntityId: 'le-1',
        startsOn: '2026-11-01',
        changedAt: '2026-11-01T08:00:00Z',
      }),
      'PUT /deferral-settings/le-1': json({}),
    });
    await renderPortal(<DeferredRevenueSection close={closeOf()} />, FINANCE);
    await browser.getByRole('button', { name: text('maker:close.release') }).click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    await browser.getByRole('button', { name: text('maker:close.deferralEdit') }).click();
    await browser.getByRole('button', { name: text('action.save') }).click();
    await eventually(() => expect(api.changes()[1]?.body).toEqual({ startsOn: '2026-11-01' }));
  });
});
