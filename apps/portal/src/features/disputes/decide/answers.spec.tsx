/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { buildDispute } from '../../../../test/dispute.js';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { WithdrawDialog } from '../detail/withdraw-dialog.js';
import { RejectDialog } from './reject-dialog.js';

const press = (key: string) => page.getByRole('button', { name: text(key), exact: true }).click();

describe('the rejection of a dispute', () => {
  it('needs an answer, which the server asks for', async () => {
    const api = fakeApi({
      'POST /disputes/d-1/reject': problem(422, 'billing.dispute_invalid', {
        fields: [{ pointer: '/answer', code: 'validation.is_not_empty' }],
      }),
    });
    const close = vi.fn();
    await renderPortal(<RejectDialog dispute={buildDispute()} onClose={close} />);
    await press('dispute.rejectVerb');
    const answer = page.getByLabelText(text('dispute.answer'));
    await expect.element(answer).toHaveAttribute('aria-invalid', 'true');
    api.answer('POST /disputes/d-1/reject', json({}));
    await answer.fill('The meter was tested in October.');
    await press('dispute.rejectVerb');
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes().at(-1)?.body).toEqual({ answer: 'The meter was tested in October.' });
  });
});

describe('the withdrawal of a dispute', () => {
  it('needs no reason, and names the invoice that is then payable', async () => {
    const api = fakeApi({ 'POST /disputes/d-1/withdraw': json({}) });
    const close = vi.fn();
    await renderPortal(<WithdrawDialog dispute={buildDispute()} onClose={close} />);
    await expect.element(page.getByText(text('dispute.withdrawEffect', { number: 'PL-1' }))).toBeVisible();
    await press('dispute.withdrawVerb');
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual({ why: '' });
  });
});
