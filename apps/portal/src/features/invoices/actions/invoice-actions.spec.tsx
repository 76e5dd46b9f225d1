/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { buildInvoice, buildLine } from '../../../../test/invoice.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { oneQuery } from '../../../api/use-one.js';
import { setServerTime } from '../../../clock/clock.js';
import { ApproveDialog } from './approve-dialog.js';
import { CreditDialog } from '../credit/credit-dialog.js';
import { invoiceToDecide } from './decided-document.js';
import { DraftButton } from './draft-button.js';
import { IssueDialog } from './issue-dialog.js';
import { linesOnHold } from './lines-on-hold.js';

const NBSP = '\u00a0';
const HELD = buildLine({
  id: 'line-2',
  position: 2,
  state: 'held',
  net: null,
  amount: null,
  params: { heldQuantity: '40' },
});
const PARTLY = buildLine({
  id: 'line-3',
  position: 3,
  state: 'partly_held',
  params: { holds: '1', heldQuantity: '7' },
});

// The last button is the one in the dialog. It can have the same name as the button that opened the dialog.
const press = (key: string) =>
  page
    .getByRole('button', { name: text(key), exact: true })
    .last()
    .click();

describe('lines on hold', () => {
  it('are lines without an amount and lines with a part on hold', () => {
    const lines = [buildLine(), HELD, PARTLY, buildLine({ id: 'line-4', params: { holds: 0 } })];
    expect(linesOnHold({ lines }).map(({ id }) => id)).toEqual(['line-2', 'line-3']);
  });
});

describe('the approval of an invoice', () => {
  it('sends the displayed content and the ticked lines on hold', async () => {
    const api = fakeApi({ 'POST /invoices/i-1/approve': json({}) });
    const close = vi.fn();
    const invoice = buildInvoice({ lines: [buildLine(), HELD, PARTLY] });
    const screen = await renderPortal(<ApproveDialog invoice={invoice} onClose={close} />);
    expect(screen.getByRole('checkbox').elements()).toHaveLength(2);
    await screen.getByRole('checkbox', { name: /40.m³/ }).click();
    await screen.getByLabelText(text('maker:invoice.note')).fill('Checked with the plant');
    await press('maker:invoice.approve');
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual({
      version: 3,
      contentHash: 'hash-3',
      heldLineIds: ['line-2'],
      why: 'Checked with the plant',
    });
    expect(api.changes()[0]?.headers.get('idempotency-key')).not.toBeNull();
  });

  it('never sends a line that was ticked before the draft was refreshed', async () => {
    const api = fakeApi({ 'POST /invoices/i-1/approve': json({}) });
    const before = buildInvoice({ lines: [HELD] });
    const screen = await renderPortal(<ApproveDialog invoice={before} onClose={() => undefined} />);
    await screen.getByRole('checkbox').click();
    const anew = buildInvoice({ version: 4, contentHash: 'hash-4', lines: [{ ...HELD, id: 'line-9' }] });
    await screen.rerender(<ApproveDialog invoice={anew} onClose={() => undefined} />);
    await press('maker:invoice.approve');
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toMatchObject({ version: 4, contentHash: 'hash-4', heldLineIds: [] });
  });

  it('shows the reason for a rejection and reloads the invoice', async () => {
    const api = fakeApi({ 'POST /invoices/i-1/approve': problem(409, 'invoicing.changed_meanwhile') });
    const close = vi.fn();
    const screen = await renderPortal(<ApproveDialog invoice={buildInvoice()} onClose={close} />);
    const { queryKey } = oneQuery('invoices', '/invoices/{id}', { path: { id: 'i-1' } });
    screen.client.setQueryData(queryKey, buildInvoice());
    await press('maker:invoice.approve');
    await expect.element(screen.getByRole('alert')).toBeVisible();
    expect(close).not.toHaveBeenCalled();
    await eventually(() => expect(screen.client.getQueryState(queryKey)?.isInvalidated).toBe(true));
    expect(api.changes()).toHaveLength(1);
  });
});

describe('the issue of an invoice', () => {
  const PREVIEW = problem(404, 'api.not_found');
  it.each([
    ['', {}],
    ['2026-11-05', { issuedOn: '2026-11-05' }],
  ])('on "%s" sends %j with the displayed versions', async (day, sent) => {
    const api = fakeApi({
      'POST /invoices/i-1/issue': json({ number: 'PL-1' }),
      'GET /invoices/*/issue-preview': PREVIEW,
    });
    const close = vi.fn();
    await renderPortal(<IssueDialog document={invoiceToDecide(buildInvoice())} onClose={close} />);
    if (day !== '') await page.getByLabelText(text('maker:invoice.issueDay')).fill(day);
    await press('maker:invoice.issue');
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes().at(-1)?.body).toEqual({ version: 3, contentHash: 'hash-3', ...sent });
    await expect.element(page.getByText(text('maker:invoice.issuedAs', { number: 'PL-1' }))).toBeVisible();
  });
});

describe('a credit note', () => {
  const PREVIEW = {
    net: { amount: '40.00', currency: 'EUR' },
    tax: { amount: '9.20', currency: 'EUR' },
    gross: { amount: '49.20', currency: 'EUR' },
    left: { amount: '73.80', currency: 'EUR' },
  };
  const issued = buildInvoice({ number: 'PL-1', state: 'issued', lines: [buildLine(), HELD] });
  const open = async () => {
    const api = fakeApi({
      'POST /invoices/i-1/credit-notes/preview': json(PREVIEW),
      'POST /invoices/i-1/credit-notes': json({ id: 'i-2', number: 'PL-2' }),
    });
    const close = vi.fn();
    const screen = await renderPortal(<CreditDialog invoice={issued} onClose={close} />);
    const previews = () =>
      api.requests.filter(({ path }) => path.endsWith('/preview')).map(({ body }) => body);
    const credit = async () => {
      await press('maker:invoice.creditVerb');
      await eventually(() => expect(close).toHaveBeenCalledTimes(1));
      return api.requests.find(({ path }) => path.endsWith('/credit-notes'))?.body;
    };
    return { api, screen, previews, credit };
  };
  const choose = (way: string) =>
    page.getByText(text(`maker:invoice.creditWay.${way}`), { exact: true }).click();

  it('in full previews the result, and opens the credit note once it is created', async () => {
    const { screen, previews, credit } = await open();
    await expect.element(screen.getByText(`49.20${NBSP}EUR`)).toBeVisible();
    await expect.element(screen.getByText(`73.80${NBSP}EUR`)).toBeVisible();
    expect(previews()).toEqual([{ all: true }]);
    await screen.getByLabelText(text('maker:invoice.creditReason')).fill('Wrong price');
    expect(await credit()).toEqual({ all: true, reason: 'Wrong price', forQuantity: false });
    await eventually(() => expect(screen.router.state.location.href).toBe('/billing/i-2'));
  });

  it('by amount sends no request without an amount', async () => {
    const { screen, previews, credit } = await open();
    await choose('net');
    await screen.getByLabelText(text('maker:invoice.creditNet', { currency: 'EUR' })).fill('40');
    await eventually(() => expect(previews()).toEqual([{ all: true }, { net: '40' }]));
    expect(await credit()).toMatchObject({ net: '40' });
  });

  it('by line offers lines with an amount and omits empty ones', async () => {
    const { screen, credit } = await open();
    await choose('lines');
    const amounts = screen
      .getByRole('textbox')
      .elements()
      .filter((field) => field.getAttribute('inputmode') === 'decimal');
    expect(amounts).toHaveLength(1);
    await page.elementLocator(amounts[0]!).fill('12.50');
    expect(await credit()).toMatchObject({ lines: [{ lineId: 'line-1', net: '12.50' }] });
  });

  it('above the limit shows an error before it is sent', async () => {
    const { api, screen } = await open();
    api.answer(
      'POST /invoices/i-1/credit-notes/preview',
      problem(422, 'api.request_invalid', { fields: [{ pointer: '/net', code: 'api.day_invalid' }] }),
    );
    await choose('net');
    await screen.getByLabelText(text('maker:invoice.creditNet', { currency: 'EUR' })).fill('999');
    await expect.element(screen.getByText(text('errors:api.day_invalid'))).toBeVisible();
  });
});

describe('the draft of a month', () => {
  const CONTRACT = { id: 'c-1', number: 'C-1', zone: 'Asia/Jakarta' };
  beforeEach(() => setServerTime('2026-10-31T18:00:00Z', Date.now()));

  it("uses the current month in the contract's zone", async () => {
    const api = fakeApi({ 'POST /invoices/drafts': json({ id: 'i-7' }) });
    const drafted = vi.fn();
    await renderPortal(<DraftButton contract={CONTRACT} onDrafted={drafted} />);
    await press('maker:billing.draft');
    await expect.element(page.getByLabelText(text('maker:usage.month'))).toHaveValue('November 2026');
    await press('maker:billing.draftVerb');
    await eventually(() => expect(drafted).toHaveBeenCalledExactlyOnceWith('i-7'));
    expect(api.changes()[0]?.body).toEqual({ contractId: 'c-1', month: '2026-11' });
  });

  it('of an anniversary contract uses its earlier month and shows its days', async () => {
    fakeApi({});
    const months = { billingCalendar: 'anniversary', startsOn: '2024-03-15' } as const;
    const screen = await renderPortal(
      <DraftButton contract={CONTRACT} months={months} onDrafted={vi.fn()} />,
    );
    await press('maker:billing.draft');
    const field = page.getByLabelText(text('maker:usage.month'));
    await expect.element(field).toHaveValue('October 2026');
    await expect.element(screen.getByText(/15 Oct.*14 Nov 2026/)).toBeVisible();
    await field.fill('Feb 2026');
    await expect.element(screen.getByText(/15 Feb.*14 Mar 2026/)).toBeVisible();
  });
});
