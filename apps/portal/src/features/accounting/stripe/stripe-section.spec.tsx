/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { CardPayments } from '../../../api/types.js';
import { StripeSection } from './stripe-section.js';

const OFF: CardPayments = {
  areOn: false,
  mode: null,
  reason: 'no_key',
  canConnectAccounts: false,
  webhookUrl: 'https://service.example.com/api/v1/stripe-events/maker',
  webhookEvents: ['payment_intent.succeeded'],
  account: null,
};
const ON: CardPayments = {
  ...OFF,
  areOn: true,
  mode: 'test',
  reason: null,
  account: {
    kind: 'own_key',
    key: 'rk_test_…4Kb2',
    accountId: null,
    hasWebhookSecret: false,
    previousSecretValidUntil: null,
    retryDays: [3, 5, 7],
    connectedAt: '2026-12-01T08:00:00Z',
    connectedBy: 'Lin Shifan',
  },
};
const STAFF = { session: { permissions: ['accounting.read', 'accounting.write'] } };
const button = (key: string) => page.getByRole('button', { name: text(key), exact: true }).last();
const field = (key: string) => page.getByLabelText(text(key), { exact: true });

describe('the settings of card and debit payments', () => {
  it('connect an account by its key, and show the error of the key at its field', async () => {
    const api = fakeApi({
      'GET /stripe-account': json(OFF),
      'PUT /stripe-account': problem(422, 'receivables.stripe_settings_invalid', {
        fields: [{ pointer: '/key', code: 'receivables.stripe_key_refused' }],
      }),
    });
    await renderPortal(<StripeSection />, STAFF);
    await button('maker:stripe.connect').click();
    await field('maker:stripe.key').fill('rk_test_wrong');
    await button('maker:stripe.connect').click();
    await expect
      .element(page.getByRole('dialog').getByText(text('errors:receivables.stripe_key_refused')))
      .toBeVisible();
    api.answer('PUT /stripe-account', json(ON));
    await field('maker:stripe.key').fill('rk_test_right');
    await button('maker:stripe.connect').click();
    await eventually(() => expect(api.changes().at(-1)?.body).toEqual({ key: 'rk_test_right' }));
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('show the account without its key, and what is missing', async () => {
    fakeApi({ 'GET /stripe-account': json(ON) });
    const { container } = await renderPortal(<StripeSection />, STAFF);
    await eventually(() => expect(container.textContent).toContain('rk_test_…4Kb2'));
    for (const key of ['maker:stripe.test', 'maker:stripe.secretMissing'])
      expect(container.textContent).toContain(text(key));
    expect(container.textContent).toContain(text('maker:stripe.afterDays', { days: '3, 5, 7' }));
  });

  it('change the days of retries', async () => {
    const api = fakeApi({ 'GET /stripe-account': json(ON), 'PATCH /stripe-account': json(ON) });
    await renderPortal(<StripeSection />, STAFF);
    await button('maker:stripe.edit').click();
    await field('maker:stripe.retryDays').fill('1, 4');
    await button('action.save').click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ retryDays: [1, 4] }));
  });

  it('disconnect after a confirmation of the effect', async () => {
    const api = fakeApi({ 'GET /stripe-account': json(ON), 'DELETE /stripe-account': json(undefined) });
    await renderPortal(<StripeSection />, STAFF);
    await button('maker:stripe.disconnect').click();
    await expect
      .element(page.getByRole('dialog').getByText(text('maker:stripe.disconnectEffect')))
      .toBeVisible();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: text('maker:stripe.disconnect') })
      .click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
  });

  it('offer nothing to change to people who only read', async () => {
    fakeApi({ 'GET /stripe-account': json(OFF) });
    const { getByText } = await renderPortal(<StripeSection />, {
      session: { permissions: ['accounting.read'] },
    });
    await expect.element(getByText(text('maker:stripe.offTitle'))).toBeVisible();
    expect(document.querySelector('button')).toBeNull();
  });
});
