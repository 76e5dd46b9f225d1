/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { buildDispute } from '../../../../test/dispute.js';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { DisputeDetail } from '../../../api/types.js';
import { Conversation } from './conversation.js';

const NOTE = { id: 'n-1', at: '2026-11-10T02:00:00Z', by: 'Dewi', side: 'customer', text: 'First' } as const;
const show = (change: Partial<DisputeDetail>, permissions: readonly string[] = ['disputes.raise']) =>
  renderPortal(<Conversation dispute={buildDispute(change)} />, {
    session: { permissions: [...permissions] },
  });
const message = () => page.getByLabelText(text('dispute.write'));
const send = () => page.getByRole('button', { name: text('dispute.send'), exact: true });

describe('the conversation of a dispute', () => {
  it('shows messages newest first with their author and side', async () => {
    const answer = { ...NOTE, id: 'n-2', by: null, side: 'maker', text: 'Second' } as const;
    const { container } = await show({ conversation: [NOTE, answer] });
    const all = container.textContent ?? '';
    expect(all.indexOf('Second')).toBeLessThan(all.indexOf('First'));
    expect(all).toContain(`Dewi, ${text('dispute.side.customer')}`);
    expect(all).not.toContain(text('dispute.nothingSaid'));
  });

  it('says that it is empty', async () => {
    const screen = await show({});
    await expect.element(screen.getByText(text('dispute.nothingSaid'))).toBeVisible();
  });

  it('sends a message and clears the field', async () => {
    const api = fakeApi({ 'POST /disputes/d-1/notes': json({}) });
    await show({});
    await expect.element(send()).toBeDisabled();
    await message().fill('Please look at the log.');
    await send().click();
    await expect.element(message()).toHaveValue('');
    expect(api.changes()[0]?.body).toEqual({ text: 'Please look at the log.' });
  });

  it('never sends a message of only spaces', async () => {
    await show({});
    await message().fill('   ');
    await expect.element(send()).toBeDisabled();
  });

  it('repeats a message after a lost response with the same key, and the next one with another', async () => {
    const api = fakeApi({ 'POST /disputes/d-1/notes': 'offline' });
    await show({});
    await message().fill('First');
    await send().click();
    await expect.element(page.getByRole('alert')).toBeVisible();
    await expect.element(message()).toHaveValue('First');
    api.answer('POST /disputes/d-1/notes', json({}));
    await send().click();
    await expect.element(message()).toHaveValue('');
    await message().fill('Second');
    await send().click();
    await eventually(() => expect(api.changes()).toHaveLength(3));
    const [lost, again, next] = api.changes().map(({ headers }) => headers.get('idempotency-key'));
    expect(again).toBe(lost);
    expect(next).not.toBe(lost);
  });

  it.each<[string, Partial<DisputeDetail>, readonly string[], boolean]>([
    ['by the customer', {}, ['disputes.raise'], true],
    ['by the supplier', {}, ['disputes.decide'], true],
    ['not without permission', {}, [], false],
    ['not after it is closed', { state: 'rejected' }, ['disputes.raise', 'disputes.decide'], false],
  ])('can be continued %s', async (_, change, permissions, may) => {
    await show(change, permissions);
    expect(message().elements()).toHaveLength(may ? 1 : 0);
  });
});
