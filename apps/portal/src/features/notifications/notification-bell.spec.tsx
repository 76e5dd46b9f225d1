/// <reference types="vitest/globals" />
import { page as browser, userEvent } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json } from '../../../test/fake-api.js';
import { renderPage } from '../../../test/render-page.js';
import { text } from '../../../test/text.js';
import type { Notification } from '../../api/types.js';
import { NotificationBell } from './notification-bell.js';

const alarm = (change: Partial<Notification> = {}): Notification => ({
  id: 'n-1',
  type: 'alarm.critical',
  objectKind: 'alarm',
  objectId: 'a-1',
  params: {
    serial: 'S-1',
    machineId: 'm-1',
    names: { en: 'Overheating' },
    customer: 'Norda',
    site: 'Kielce',
  },
  occurredAt: '2026-11-25T07:00:00Z',
  createdAt: '2026-11-25T07:00:01Z',
  readAt: null,
  isEscalated: false,
  ...change,
});

const show = async (unread: number, ...items: readonly Notification[]) => {
  const api = fakeApi({
    'GET /notifications': json({ items, next: null, unread }),
    'PUT /notifications/n-1/read': json(undefined),
    'POST /notifications/mark-all-read': json(undefined),
    'POST /notifications/n-1/mute': json(undefined),
  });
  const screen = await renderPage(<NotificationBell />);
  return { api, ...screen };
};
const bell = (unread: number) =>
  browser.getByRole('button', {
    name: unread === 0 ? text('notifications.bell') : text('notifications.bellUnread', { count: unread }),
    exact: true,
  });
const title = (): string =>
  text('notifications.title.alarm_critical', { serial: 'S-1', alarm: 'Overheating' });

describe('the bell', () => {
  it('has the number of unread notifications, up to 99', async () => {
    await show(3, alarm());
    await expect.element(bell(3)).toHaveTextContent('3');
  });

  it('states the amount, the reason and the last day for evidence of a chargeback', async () => {
    const params = {
      invoice: 'PL-42',
      customer: 'Norda',
      amount: '1230.00',
      currency: 'PLN',
      reason: 'general',
      evidenceDueOn: null,
    };
    await show(1, alarm({ type: 'chargeback.opened', objectKind: 'invoice', objectId: 'i-1', params }));
    await bell(1).click();
    const link = browser.getByRole('link', { name: 'Chargeback of 1,230.00 PLN for invoice PL-42' });
    await expect.element(link).toHaveAttribute('href', '/billing/i-1');
    await expect.element(link).toHaveTextContent('Reason: other. Evidence can’t be submitted');
  });

  it('has no more than 99', async () => {
    await show(100, alarm());
    await expect.element(bell(100)).toHaveTextContent('99+');
  });

  it('gets the focus back when the panel is closed', async () => {
    await show(1, alarm());
    await bell(1).click();
    const panel = browser.getByRole('dialog');
    await expect.element(panel).toBeVisible();
    await expect.poll(() => panel.element().contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{Escape}');
    await expect.element(bell(1)).toHaveFocus();
    await expect.element(bell(1)).toHaveAttribute('aria-expanded', 'false');
  });

  it('lists what happened, and marks what is opened as read', async () => {
    const { api } = await show(1, alarm());
    await bell(1).click();
    const link = browser.getByRole('link', { name: title() });
    await expect.element(link).toHaveAttribute('href', '/fleet/m-1');
    await link.click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
  });

  it('mutes a type', async () => {
    const { api } = await show(1, alarm({ isEscalated: true }));
    await bell(1).click();
    const escalated = text('notifications.escalated', { title: title() });
    await browser.getByRole('button', { name: text('notifications.actions', { title: escalated }) }).click();
    await browser
      .getByRole('menuitem', {
        name: text('notifications.muteType', { type: text('notifications.type.alarm_critical') }),
      })
      .click();
    await eventually(() =>
      expect(api.changes()).toMatchObject([{ path: '/notifications/n-1/mute', body: { what: 'type' } }]),
    );
  });

  it('says why the list is empty', async () => {
    await show(0);
    await bell(0).click();
    await expect.element(browser.getByText(text('notifications.emptyTitle'))).toBeVisible();
  });
});
