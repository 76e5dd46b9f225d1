/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { cellsOf, textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { Member } from '../../../api/types.js';
import { setServerTime } from '../../../clock/clock.js';
import { MemberList } from './member-list.js';

const member = (change: Partial<Member> = {}): Member => ({
  membershipId: 'ms-1',
  userId: 'u-1',
  version: 1,
  name: 'Wang Fang',
  email: 'fang@lin.example',
  role: 'dispatcher',
  hubId: null,
  customers: [],
  partner: null,
  standing: 'active',
  acceptedAt: '2026-01-01T00:00:00Z',
  expiresAt: null,
  lastSeenAt: '2026-11-25T07:31:00Z',
  revokedAt: null,
  ...change,
});
const show = async (members: readonly Member[], permissions: string[] = ['users.write']) => {
  const api = fakeApi({
    'GET /users': page(...members),
    'GET /hubs': page({ id: 'h-1', name: 'Warsaw' }),
    'DELETE /users/ms-1': json(undefined),
  });
  const screen = await renderPage(<MemberList />, { session: { permissions } });
  await eventually(() => expect(cellsOf(screen.container)).toHaveLength(members.length));
  await eventually(() => expect(screen.client.isFetching()).toBe(0));
  return { api, ...screen };
};

beforeEach(() => setServerTime('2026-11-25T08:00:00Z', Date.now()));
afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

describe('the members', () => {
  it('show role, reach, last visit and state', async () => {
    const { container } = await show([
      member(),
      member({
        membershipId: 'ms-2',
        name: null,
        role: 'customer_viewer',
        partner: { id: 'p-1', name: 'Dealer' },
        customers: [{ id: 'cu-1', name: 'Bekasi Textiles' }],
        standing: 'pending',
        lastSeenAt: null,
      }),
      member({ membershipId: 'ms-3', role: 'technician', hubId: 'h-1', lastSeenAt: '2026-10-01T00:00:00Z' }),
    ]);
    expect(cellsOf(container).map((cells) => cells.slice(0, 6))).toEqual([
      [
        'Wang Fang',
        'fang@lin.example',
        text('role.dispatcher'),
        text('maker:settings.everything'),
        text('time.ago', { duration: '29 min' }),
        text('state.active'),
      ],
      [
        '—',
        'fang@lin.example',
        text('role.customer_viewer'),
        'Dealer, Bekasi Textiles',
        text('maker:devices.never'),
        text('state.invited'),
      ],
      [
        'Wang Fang',
        'fang@lin.example',
        text('role.technician'),
        'Warsaw',
        '1 Oct 2026',
        text('state.active'),
      ],
    ]);
  });

  it('can be removed, except the user and those already removed', async () => {
    const { container } = await show([
      member(),
      member({ membershipId: 'membership' }),
      member({ membershipId: 'ms-3', revokedAt: '2026-11-01T00:00:00Z', standing: 'revoked' }),
    ]);
    expect(cellsOf(container).map((cells) => cells.at(-1))).toEqual([text('maker:devices.revoke'), '', '']);
  });

  it('are removed after a confirmation that names the person', async () => {
    const { api } = await show([member({ name: null })]);
    await browser.getByRole('button', { name: text('maker:devices.revoke') }).click();
    const dialog = browser.getByRole('dialog');
    await expect
      .element(dialog.getByText(text('maker:settings.revokeTitle', { name: 'fang@lin.example' })))
      .toBeVisible();
    expect(api.changes()).toEqual([]);
    await dialog.getByRole('button', { name: text('maker:devices.revoke') }).click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.path).toBe('/users/ms-1');
  });

  it('stay if their removal fails, and the dialog shows the reason', async () => {
    const { api } = await show([member()]);
    api.answer('DELETE /users/ms-1', problem(409, 'billing.content_changed'));
    await browser.getByRole('button', { name: text('maker:devices.revoke') }).click();
    const dialog = browser.getByRole('dialog');
    await dialog.getByRole('button', { name: text('maker:devices.revoke') }).click();
    await expect.element(dialog.getByRole('alert')).toHaveTextContent(text('errors:billing.content_changed'));
  });

  it('are invited only with permission', async () => {
    const { container } = await show([member()], []);
    expect(textsOf(container, 'button')).not.toContain(text('maker:settings.invite'));
  });
});
