/// <reference types="vitest/globals" />
import { fakeApi, page as list } from '../../../../test/fake-api.js';
import { buildOpenItem, buildPayment, pln } from '../../../../test/receivables.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { CustomerPayments } from './customer-payments.js';
import { DueLead } from './due-lead.js';

describe('what a customer has to pay', () => {
  it('names what is open, and what is overdue since when', async () => {
    const { container } = await renderPortal(
      <DueLead items={[buildOpenItem(), buildOpenItem({ open: pln('5.00'), daysOverdue: -3 })]} />,
    );
    expect(container.textContent).toBe(
      text('openItem.toPayOverdue', {
        amount: '1,005.00\u00a0PLN',
        overdue: '1,000.00\u00a0PLN',
        day: '24 Oct 2026',
      }),
    );
  });

  it('is overdue as a whole', async () => {
    const { container } = await renderPortal(<DueLead items={[buildOpenItem()]} />);
    expect(container.textContent).toBe(
      text('openItem.allOverdue', { amount: '1,000.00\u00a0PLN', day: '24 Oct 2026' }),
    );
  });

  it('is nothing if all documents are paid', async () => {
    const { container } = await renderPortal(<DueLead items={[]} />);
    expect(container.textContent).toBe(text('openItem.allPaid'));
  });

  it('can be in the customer’s favour', async () => {
    const { container } = await renderPortal(<DueLead items={[buildOpenItem({ open: pln('-5.00') })]} />);
    expect(container.textContent).toBe(text('openItem.inYourFavour', { amount: '5.00\u00a0PLN' }));
  });
});

describe('the payments of a customer', () => {
  it('are listed with what is not used of them', async () => {
    fakeApi({ 'GET /payments': list(buildPayment()) });
    const screen = await renderPortal(<CustomerPayments />);
    await expect
      .element(screen.getByText(text('payment.unappliedAmount', { amount: '1,500.00\u00a0PLN' })))
      .toBeVisible();
    await expect.element(screen.getByRole('link')).toHaveAttribute('href', '/plant/costs/payments/pa-1');
  });
});
