/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { buildDispute, buildMeterTest } from '../../../../test/dispute.js';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { factsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { DisputeDetail } from '../../../api/types.js';
import { ResolveDialog } from './resolve-dialog.js';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const PREVIEW = { net: eur('40.00'), tax: eur('9.20'), gross: eur('49.20'), left: eur('73.80') };

const open = async (change: Partial<DisputeDetail> = {}) => {
  const api = fakeApi({
    'POST /invoices/i-1/credit-notes/preview': json(PREVIEW),
    'POST /disputes/d-1/settle': json({ creditNote: { number: 'PL-2' } }),
  });
  const close = vi.fn();
  await renderPortal(<ResolveDialog dispute={buildDispute(change)} onClose={close} />);
  const settle = async (verb = 'dispute.settleMoneyVerb') => {
    await page.getByRole('button', { name: text(verb), exact: true }).click();
  };
  const settled = () => api.requests.filter(({ path }) => path.endsWith('/settle'));
  const previews = () => api.requests.filter(({ path }) => path.endsWith('/preview')).map(({ body }) => body);
  return { api, close, settle, settled, previews };
};
const net = () => page.getByLabelText(text('maker:invoice.creditNet', { currency: 'EUR' }));

describe('the resolution of a dispute with a credit', () => {
  it('sends the amount and the answer, and names the credit note', async () => {
    const { close, settle, settled } = await open();
    await net().fill('40');
    await page.getByLabelText(text('dispute.answer')).fill('You are right');
    await settle();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(settled()[0]?.body).toEqual({ answer: 'You are right', net: '40' });
    expect(settled()[0]?.headers.get('idempotency-key')).not.toBeNull();
    await expect.element(page.getByText(text('maker:invoice.issuedAs', { number: 'PL-2' }))).toBeVisible();
  });

  it('previews the credit of the line with its tax', async () => {
    const { previews } = await open();
    await net().fill('40');
    await eventually(() => expect(previews()).toEqual([{ lines: [{ lineId: 'line-1', net: '40' }] }]));
    await eventually(() =>
      expect(factsOf(document.querySelector('[role=dialog]')!)).toEqual({
        [text('maker:invoice.net')]: '40.00 EUR',
        [text('maker:invoice.taxSum')]: '9.20 EUR',
        [text('maker:invoice.givenBack')]: '49.20 EUR',
        [text('maker:invoice.leftAfter')]: '73.80 EUR',
      }),
    );
  });

  it('of a whole invoice previews a credit of the whole invoice', async () => {
    const { previews } = await open({ line: null });
    await net().fill('40');
    await eventually(() => expect(previews()).toEqual([{ net: '40' }]));
  });

  it.each<[string, Partial<DisputeDetail>, string]>([
    ['the claimed amount', { claimed: eur('25.00') }, '25.00'],
    ['nothing if the customer named no amount', {}, ''],
    [
      'the result of the last meter test',
      {
        claimed: eur('25.00'),
        meterTests: [buildMeterTest({ credit: eur('9.00') }), buildMeterTest({ credit: eur('3.40') })],
      },
      '3.40',
    ],
    [
      'the claimed amount if the test shows that the customer owes more',
      { claimed: eur('25.00'), meterTests: [buildMeterTest({ credit: eur('-3.40') })] },
      '25.00',
    ],
  ])('starts with %s', async (_, change, amount) => {
    await open(change);
    await expect.element(net()).toHaveValue(amount);
  });

  it('shows an error at the amount and stays open', async () => {
    const { api, close, settle } = await open();
    api.answer(
      'POST /disputes/d-1/settle',
      problem(422, 'billing.credit_invalid', {
        fields: [{ pointer: '/net', code: 'billing.credit_not_positive' }],
      }),
    );
    await net().fill('0');
    await settle();
    await expect.element(net()).toHaveAttribute('aria-invalid', 'true');
    await expect.element(page.getByText(text('errors:billing.credit_not_positive'))).toBeVisible();
    expect(close).not.toHaveBeenCalled();
  });
});

describe('the resolution of a dispute without money', () => {
  it('sends no amount, even if one was entered before', async () => {
    const { api, close, settle, settled } = await open({ claimed: eur('25.00') });
    api.answer('POST /disputes/d-1/settle', json({ creditNote: null }));
    await page.getByText(text('dispute.way.noMoney'), { exact: true }).click();
    await expect.element(net()).not.toBeInTheDocument();
    await page.getByLabelText(text('dispute.answer')).fill('We replaced the meter');
    await settle('dispute.settleVerb');
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(settled()[0]?.body).toEqual({ answer: 'We replaced the meter' });
    await expect.element(page.getByText(text('dispute.settledToast'))).toBeVisible();
  });
});
