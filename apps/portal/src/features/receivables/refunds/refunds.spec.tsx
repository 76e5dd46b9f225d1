/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page as list, problem } from '../../../../test/fake-api.js';
import { buildOpenItem, buildPayment, buildRefund, pln } from '../../../../test/receivables.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { Refund, Refundable } from '../../../api/types.js';
import { DocumentPayments } from '../document/document-payments.js';
import { PaymentBadge } from '../payments/payment-badge.js';
import { PaymentView } from '../payments/payment-view.js';
import { CUSTOMER_PAGES, MAKER_PAGES } from '../receivable-pages.js';
import { PendingRefunds } from './pending-refunds.js';
import { RefundDialog } from './refund-dialog.js';
import { RefundList } from './refund-list.js';

const FINANCE = { session: { permissions: ['accounting.write'] } };
const REFUNDABLE = {
  amount: pln('250.00'),
  payeeName: 'Otwock Furniture',
  payeeAccount: 'PL61109010140000071219812874',
  paymentMethod: null,
};
const PAID_BY_CARD = { ...REFUNDABLE, paymentMethod: { label: 'Visa •••• 4242', amount: pln('200.00') } };
const AMOUNT = '250.00\u00a0PLN';
const NOTE = buildOpenItem({
  documentId: 'cn-1',
  number: 'PL-CN-1',
  documentType: 'credit_note',
  total: pln('-400.00'),
  open: pln('-400.00'),
});

describe('the dialog that refunds', () => {
  const dialog = page.getByRole('dialog');
  const openDialog = async (refundable: Refundable = REFUNDABLE) => {
    const api = fakeApi({ 'POST /payments/pa-1/refunds': json(buildRefund({ state: 'posted' })) });
    const close = vi.fn();
    await renderPortal(
      <RefundDialog
        source={{ kind: 'payment', paymentId: 'pa-1' }}
        refundable={refundable}
        onClose={close}
      />,
      FINANCE,
    );
    return { api, close };
  };
  const submit = () => dialog.getByRole('button', { name: text('maker:refund.verb'), exact: true }).click();

  it('proposes everything that can be refunded, to the payer', async () => {
    const { api, close } = await openDialog();
    await expect.element(dialog.getByLabelText(`${text('maker:refund.amount')}, PLN`)).toHaveValue('250.00');
    await dialog.getByLabelText(text('maker:approval.note')).fill('Paid twice');
    await submit();
    await eventually(() =>
      expect(api.changes()[0]?.body).toEqual({
        way: 'bank_account',
        amount: '250.00',
        payeeName: 'Otwock Furniture',
        payeeAccount: 'PL61109010140000071219812874',
        note: 'Paid twice',
      }),
    );
    expect(api.changes()[0]?.headers.get('idempotency-key')).not.toBeNull();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
  });

  it('proposes the method that paid, with what Stripe can still return', async () => {
    const { api } = await openDialog(PAID_BY_CARD);
    await expect.element(dialog.getByRole('radio', { name: 'Visa •••• 4242' })).toBeChecked();
    await expect.element(dialog.getByLabelText(`${text('maker:refund.amount')}, PLN`)).toHaveValue('200.00');
    await expect.element(dialog.getByLabelText(text('maker:refund.payeeAccount'))).not.toBeInTheDocument();
    await dialog.getByLabelText(text('maker:approval.note')).fill('Paid twice');
    await submit();
    await eventually(() =>
      expect(api.changes()[0]?.body).toMatchObject({ way: 'payment_method', amount: '200.00' }),
    );
  });

  it('asks for the account when a bank account is chosen instead', async () => {
    const { api } = await openDialog(PAID_BY_CARD);
    await dialog.getByRole('radio', { name: text('maker:refund.wayAccount') }).click();
    await expect.element(dialog.getByLabelText(text('maker:refund.payeeAccount'))).toBeVisible();
    await expect.element(dialog.getByLabelText(`${text('maker:refund.amount')}, PLN`)).toHaveValue('250.00');
    await dialog.getByLabelText(text('maker:approval.note')).fill('Paid twice');
    await submit();
    await eventually(() =>
      expect(api.changes()[0]?.body).toMatchObject({ way: 'bank_account', amount: '250.00' }),
    );
  });

  it('says that another person must approve', async () => {
    const { api } = await openDialog();
    api.answer('POST /payments/pa-1/refunds', json(buildRefund()));
    await dialog.getByLabelText(text('maker:approval.note')).fill('Paid twice');
    await submit();
    await expect
      .element(page.getByText(text('maker:refund.requestedDone', { amount: AMOUNT })))
      .toBeInTheDocument();
  });

  it('shows the server’s errors at their fields', async () => {
    const { api } = await openDialog();
    api.answer(
      'POST /payments/pa-1/refunds',
      problem(422, 'receivables.refund_invalid', {
        fields: [{ pointer: '/payeeAccount', code: 'organization.iban_check_digits_wrong' }],
      }),
    );
    await dialog.getByLabelText(text('maker:approval.note')).fill('Paid twice');
    await submit();
    await expect
      .element(dialog.getByLabelText(text('maker:refund.payeeAccount')))
      .toHaveAttribute('aria-invalid', 'true');
  });
});

describe('the refunds of a payment', () => {
  const show = async (...refunds: readonly Refund[]) => {
    const api = fakeApi({
      'POST /refunds/re-1/decision': json(buildRefund({ state: 'posted' })),
      'POST /refunds/re-1/undo': json(buildRefund({ state: 'undone' })),
    });
    const screen = await renderPortal(
      <PaymentView payment={buildPayment({ refunds: [...refunds] })} pages={MAKER_PAGES} />,
      FINANCE,
    );
    return { api, screen };
  };

  it('are approved by another person, who sees the account and why a second approval is needed', async () => {
    const { api } = await show(buildRefund());
    await page.getByRole('button', { name: text('maker:refund.decideTitle', { amount: AMOUNT }) }).click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog.getByText('PL61109010140000071219812874')).toBeVisible();
    await expect.element(dialog.getByText(text('maker:refund.reason.new_account'))).toBeVisible();
    await dialog.getByRole('button', { name: text('maker:approval.approve') }).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ decision: 'approve', why: '' }));
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('can only be withdrawn by the person who requested them', async () => {
    const { api } = await show(buildRefund({ canApprove: false }));
    await page.getByRole('button', { name: text('maker:refund.decideTitle', { amount: AMOUNT }) }).click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog.getByText(text('maker:refund.otherPerson'))).toBeVisible();
    await dialog.getByRole('button', { name: text('maker:approval.withdraw') }).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ decision: 'reject', why: '' }));
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('are undone with a reason', async () => {
    const { api } = await show(buildRefund({ state: 'posted' }));
    await page.getByRole('button', { name: text('maker:refund.undoTitle', { amount: AMOUNT }) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabelText(text('maker:invoice.why')).fill('Account closed');
    await dialog.getByRole('button', { name: text('maker:refund.undoVerb') }).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ why: 'Account closed' }));
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('are an amount for customers, without a list', async () => {
    fakeApi({});
    const payment = buildPayment({
      amount: pln('250.00'),
      unapplied: pln('0.00'),
      refunded: pln('250.00'),
    });
    const { container } = await renderPortal(
      <>
        <PaymentBadge payment={payment} />
        <PaymentView payment={payment} pages={CUSTOMER_PAGES} />
      </>,
      { session: { permissions: ['invoices.read'] } },
    );
    await eventually(() => expect(container.textContent).toContain(text('state.refunded')));
    expect(container.textContent).toContain(text('payment.returned', { amount: AMOUNT }));
    expect(container.querySelector('button')).toBeNull();
  });
});

describe('the refunds of a credit note', () => {
  it('are requested on its page', async () => {
    const api = fakeApi({
      'GET /open-items/cn-1': json({
        ...NOTE,
        directDebit: null,
        allocations: [],
        writeOffs: [],
        refunds: [],
        refundable: REFUNDABLE,
      }),
      'POST /open-items/cn-1/refunds': json(buildRefund()),
    });
    await renderPortal(<DocumentPayments documentId="cn-1" pages={MAKER_PAGES} />, FINANCE);
    await page.getByRole('button', { name: text('maker:refund.verb') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabelText(text('maker:approval.note')).fill('The contract ended');
    await dialog.getByRole('button', { name: text('maker:refund.verb'), exact: true }).click();
    await eventually(() => expect(api.changes()[0]?.body).toMatchObject({ note: 'The contract ended' }));
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('are not offered if nothing can be refunded, nor to people without the permission', async () => {
    const detail = { ...NOTE, directDebit: null, allocations: [], writeOffs: [], refunds: [] };
    const api = fakeApi({ 'GET /open-items/cn-1': json({ ...detail, refundable: null }) });
    const view = <DocumentPayments documentId="cn-1" pages={MAKER_PAGES} />;
    const button = page.getByRole('button', { name: text('maker:refund.verb'), exact: true });
    const finance = await renderPortal(view, FINANCE);
    await expect.element(page.getByText(text('payment.many'))).toBeVisible();
    await expect.element(button).not.toBeInTheDocument();
    await finance.unmount();
    api.answer('GET /open-items/cn-1', json({ ...detail, refundable: REFUNDABLE }));
    await renderPortal(view, { session: { permissions: ['receivables.read'] } });
    await expect.element(page.getByText(text('payment.many'))).toBeVisible();
    await expect.element(button).not.toBeInTheDocument();
  });

  it('say how much of the credit was refunded', async () => {
    fakeApi({
      'GET /open-items/cn-1': json({
        ...NOTE,
        open: pln('0.00'),
        refunded: pln('250.00'),
        state: 'paid',
        directDebit: null,
        allocations: [],
        writeOffs: [],
        refunds: [buildRefund({ state: 'posted' })],
        refundable: null,
      }),
    });
    await renderPortal(<DocumentPayments documentId="cn-1" pages={MAKER_PAGES} />, FINANCE);
    const lead = text('openItem.creditRefunded', { refunded: AMOUNT, total: '400.00\u00a0PLN' });
    await expect.element(page.getByText(lead)).toBeVisible();
  });
});

describe('pending refunds', () => {
  it('link to their payments and credit notes', async () => {
    const creditNote = { documentId: 'cn-1', number: 'PL-CN-1' };
    fakeApi({
      'GET /refunds': list(buildRefund(), buildRefund({ id: 're-2', payment: null, creditNote })),
    });
    const { container } = await renderPortal(<PendingRefunds />, FINANCE);
    await expect.element(page.getByText(text('maker:refund.pendingTitle'))).toBeVisible();
    const links = [...container.querySelectorAll('[role=row] a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/receivables/payments/pa-1', '/billing/cn-1']);
  });

  it('are absent if there are none', async () => {
    const api = fakeApi({ 'GET /refunds': list() });
    const { container } = await renderPortal(<PendingRefunds />, FINANCE);
    await eventually(() => expect(api.requests).not.toEqual([]));
    expect(container.textContent).toBe('');
  });
});

describe('a refund through Stripe', () => {
  const show = (change: Partial<Refund>) =>
    renderPortal(<RefundList refunds={[buildRefund({ state: 'posted', ...change })]} />, FINANCE);
  const undo = () => page.getByRole('button', { name: text('maker:refund.undoTitle', { amount: AMOUNT }) });

  it('shows its state, and can be undone only before it was sent', async () => {
    const screen = await show({ stripe: { state: 'requested', failure: null } });
    await expect.element(screen.getByText(text('maker:refund.stripe.requested'))).toBeVisible();
    await expect.element(undo()).toBeVisible();
  });

  it('can’t be undone once it was sent', async () => {
    const screen = await show({ stripe: { state: 'unknown', failure: 'key_refused' } });
    await expect.element(screen.getByText(text('maker:refund.stripe.unknown'))).toBeVisible();
    await expect
      .element(screen.getByText(text('maker:refund.stripeFailure', { code: 'key_refused' })))
      .toBeVisible();
    await expect.element(undo()).not.toBeInTheDocument();
  });
});
