/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { cellsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { ApiKey } from '../../../api/types.js';
import { setServerTime } from '../../../clock/clock.js';
import { ApiKeyList } from './api-key-list.js';

const key = (change: Partial<ApiKey> = {}): ApiKey => ({
  id: 'k-1',
  membershipId: 'ms-1',
  name: 'Data warehouse',
  prefix: 'xk_1234',
  permissions: ['telemetry.read', 'invoices.read'],
  parentKeyId: null,
  originUnclear: false,
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'Lin Shifan',
  lastUsedAt: null,
  expiresAt: null,
  revokedAt: null,
  ...change,
});
const PERMISSIONS = ['telemetry.read', 'api_keys.write', 'invoices.read'];
const show = async (...keys: readonly ApiKey[]) => {
  const api = fakeApi({
    'GET /api-keys': page(...keys),
    'POST /api-keys': json({ key: 'xk_secret' }),
    'DELETE /api-keys/k-1': json(undefined),
  });
  const screen = await renderPage(<ApiKeyList />, { session: { permissions: PERMISSIONS } });
  await eventually(() => expect(cellsOf(screen.container)).toHaveLength(keys.length));
  return { api, ...screen };
};
const press = (key: string) => browser.getByRole('button', { name: text(key), exact: true });

beforeEach(() => setServerTime('2026-11-25T08:00:00Z', Date.now()));
afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

describe('the API keys', () => {
  it.each<[string, Partial<ApiKey>, string, boolean]>([
    ['without an expiry', {}, 'active', true],
    ['before its expiry', { expiresAt: '2026-11-25T09:00:00Z' }, 'active', true],
    ['after its expiry', { expiresAt: '2026-11-25T07:00:00Z' }, 'expired', true],
    [
      'that was revoked before its expiry',
      { expiresAt: '2026-11-25T07:00:00Z', revokedAt: '2026-11-01T00:00:00Z' },
      'revoked',
      false,
    ],
  ])('show the state of a key %s', async (_, change, state, mayRevoke) => {
    const { container } = await show(key(change));
    const cells = cellsOf(container)[0];
    expect(cells?.slice(-2)).toEqual([text(`state.${state}`), mayRevoke ? text('maker:devices.revoke') : '']);
  });

  it('show prefix, permissions, last use and expiry', async () => {
    const { container } = await show(
      key({ lastUsedAt: '2026-11-25T07:31:00Z', expiresAt: '2026-12-31T23:59:59Z' }),
    );
    expect(cellsOf(container)[0]?.slice(0, 5)).toEqual([
      'Data warehouse',
      'xk_1234',
      'telemetry.read, invoices.read',
      text('time.ago', { duration: '29 min' }),
      '1 Jan 2027',
    ]);
  });

  it.each([
    [null, true],
    ['2026-11-01T00:00:00Z', false],
  ])('warn of an unclear origin until they are revoked: %s', async (revokedAt, warns) => {
    const { container } = await show(key({ originUnclear: true, revokedAt }));
    expect(container.textContent?.includes(text('maker:settings.originUnclear'))).toBe(warns);
  });

  it('are revoked after a confirmation', async () => {
    const { api } = await show(key());
    await press('maker:devices.revoke').click();
    await expect
      .element(browser.getByText(text('maker:settings.revokeKey', { name: 'Data warehouse' })))
      .toBeVisible();
    expect(api.changes()).toEqual([]);
    await press('maker:devices.revoke').last().click();
    await eventually(() => expect(api.changes()[0]?.path).toBe('/api-keys/k-1'));
  });
});

describe('a new API key', () => {
  it('offers only permissions of the user, and is shown once', async () => {
    const { api } = await show();
    await press('maker:settings.addKey').click();
    await browser.getByLabelText(text('maker:registry.name')).fill('Warehouse');
    await browser.getByRole('combobox', { name: text('maker:settings.permissions') }).click();
    const offered = browser
      .getByRole('option')
      .elements()
      .map((option) => option.textContent);
    expect(offered).toEqual(['api_keys.write', 'invoices.read', 'telemetry.read']);
    await browser.getByRole('option', { name: 'telemetry.read' }).click();
    await browser.getByLabelText(text('maker:settings.until')).fill('2026-12-31');
    await press('maker:settings.makeKey').click();
    await expect.element(browser.getByText('xk_secret')).toBeVisible();
    expect(api.changes()[0]?.body).toEqual({
      name: 'Warehouse',
      permissions: ['telemetry.read'],
      expiresAt: '2026-12-31T23:59:59Z',
    });
    await press('action.kept').click();
    await expect.element(browser.getByText('xk_secret')).not.toBeInTheDocument();
  });
});
