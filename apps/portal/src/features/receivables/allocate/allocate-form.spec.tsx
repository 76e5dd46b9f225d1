/// <reference types="vitest/globals" />
import { page, userEvent } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page as list, problem } from '../../../../test/fake-api.js';
import { buildOpenItem, buildPayment, pln } from '../../../../test/receivables.js';
import { renderPortal } from '../../../../test/render.js';
import { text, withUnit } from '../../../../test/text.js';
import type { OpenItem, PaymentDetail } from '../../../api/types.js';
import { AllocateForm } from './allocate-form.js';

const OLD = buildOpenItem({ documentId: 'in-1', number: 'PL-1', open: pln('1000.00'), dueOn: '2026-10-01' });
const NEW = buildOpenItem({ documentId: 'in-2', number: 'PL-2', open: pln('800.00'), dueOn: '2026-11-01' });
const NOTE = buildOpenItem({
  documentId: 'in-3',
  number: 'CN-1',
  open: pln('-50.00'),
  documentType: 'credit_note',
});

const show = async (payment: Partial<PaymentDetail> = {}, items: readonly OpenItem[] = [OLD, NEW, NOTE]) => {
  const api = fakeApi({
    'GET /open-items': list(...items),
    'POST /payments/pa-1/allocations': json(buildPayment({ unapplied: pln('0.00') })),
  });
  const screen = await renderPortal(<AllocateForm payment={buildPayment(payment)} />, {
    session: { permissions: ['payments.match'] },
  });
  return { api, screen };
};
const tick = (number: string) => page.getByRole('checkbox', { name: new RegExp(`^${number},`) });
const amount = (number: string) =>
  page.getByLabelText(`${text('maker:receivables.amountFor', { number })}, PLN`);
const send = () => page.getByRole('button', { name: text('maker:receivables.allocateCount', { count: 2 }) });

describe('the allocation of a payment', () => {
  it('proposes the smaller of what is open and what is left, and shows the remainder', async () => {
    const { screen } = await show();
    await tick('PL-1').click();
    await tick('PL-2').click();
    await expect.element(amount('PL-1')).toHaveValue('1,000.00');
    await expect.element(amount('PL-2')).toHaveValue('500.00');
    await expect
      .element(screen.getByText(text('maker:receivables.leftIs', { amount: '0.00\u00a0PLN' })))
      .toBeVisible();
    await tick('PL-1').click();
    await expect
      .element(screen.getByText(text('maker:receivables.leftIs', { amount: '1,000.00\u00a0PLN' })))
      .toBeVisible();
  });

  it('works with the keyboard alone', async () => {
    const { api } = await show();
    await expect.element(tick('PL-1')).toBeVisible();
    (tick('PL-1').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}{ArrowDown}{Enter}');
    await expect.element(tick('PL-2')).toBeChecked();
    await userEvent.keyboard('{Tab}');
    await expect.element(amount('PL-2')).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(amount('PL-1')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await eventually(() =>
      expect(api.changes()[0]?.body).toEqual({
        allocations: [
          {
            documentId: 'in-1',
            amount: '1000.00',
            discount: null,
            withheld: null,
            fee: null,
            paymentAmount: null,
          },
          {
            documentId: 'in-2',
            amount: '500.00',
            discount: null,
            withheld: null,
            fee: null,
            paymentAmount: null,
          },
        ],
      }),
    );
    expect(api.changes()[0]?.headers.get('idempotency-key')).not.toBeNull();
  });

  it('shows the server’s errors at their fields', async () => {
    const { api } = await show();
    api.answer(
      'POST /payments/pa-1/allocations',
      problem(422, 'receivables.allocation_invalid', {
        fields: [
          {
            pointer: '/allocations/1/amount',
            code: 'receivables.exceeds_open',
            params: { open: '800.00', currency: 'PLN' },
          },
        ],
      }),
    );
    await tick('PL-1').click();
    await tick('PL-2').click();
    await amount('PL-2').fill('900');
    await send().click();
    await expect.element(amount('PL-2')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(amount('PL-2')).toHaveFocus();
    await expect.element(amount('PL-1')).not.toHaveAttribute('aria-invalid', 'true');
    await expect.element(page.getByRole('alert')).toHaveTextContent(text('maker:receivables.notAllocated'));
  });

  it('reduces the proposed amount by deductions, but not a typed one', async () => {
    await show();
    await tick('PL-1').click();
    await page.getByRole('button', { name: text('maker:receivables.addDeduction') }).click();
    await page.getByLabelText(withUnit('payment.withheld', 'PLN')).fill('20');
    await expect.element(amount('PL-1')).toHaveValue('980.00');
    await amount('PL-1').fill('900');
    await page.getByLabelText(withUnit('payment.fee', 'PLN')).fill('5');
    await expect.element(amount('PL-1')).toHaveValue('900');
    await expect
      .element(page.getByText(text('maker:receivables.staysOpen', { amount: '75.00\u00a0PLN' })))
      .toBeVisible();
  });

  it('chooses the oldest documents until the payment is used', async () => {
    await show();
    await page.getByRole('button', { name: text('maker:receivables.oldestFirst') }).click();
    await expect.element(amount('PL-1')).toHaveValue('1,000.00');
    await expect.element(amount('PL-2')).toHaveValue('500.00');
  });

  it('restricts the list to the customer of the first chosen document', async () => {
    const { api } = await show({ customer: null });
    expect(api.requests.at(-1)?.query['customerId']).toBeUndefined();
    await tick('PL-1').click();
    await eventually(() => expect(api.requests.at(-1)?.query['customerId']).toBe('cu-1'));
  });

  it('asks what is used of the payment if the document has another currency', async () => {
    const euro = buildOpenItem({ number: 'EU-1', open: { amount: '80.00', currency: 'EUR' } });
    const { api } = await show({}, [euro]);
    await tick('EU-1').click();
    await page.getByLabelText(withUnit('maker:receivables.usedOfPayment', 'PLN')).fill('344.10');
    await page.getByRole('button', { name: text('maker:receivables.allocateCount', { count: 1 }) }).click();
    await eventually(() =>
      expect(api.changes()[0]?.body).toMatchObject({
        allocations: [{ documentId: 'in-1', amount: '80.00', paymentAmount: '344.10' }],
      }),
    );
  });

  it('says that nothing is open, without the credit notes', async () => {
    await show({}, [NOTE]);
    await expect.element(page.getByText(text('maker:receivables.nothingToPay'))).toBeVisible();
    expect(page.getByRole('checkbox').elements()).toHaveLength(0);
  });

  it('keeps its choice while the list is searched', async () => {
    const { api } = await show();
    await tick('PL-1').click();
    api.answer('GET /open-items', list(NEW));
    await page.getByRole('searchbox').fill('PL-2');
    await eventually(() => expect(api.requests.at(-1)?.query['search']).toBe('PL-2'));
    await expect.element(tick('PL-1')).toBeChecked();
  });
});
