/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { InviteDialog } from './invite-dialog.js';

const open = async () => {
  const api = fakeApi({
    'GET /hubs': page({ id: 'h-1', name: 'Warsaw' }),
    'GET /customers': page({ id: 'cu-1', name: 'Bekasi Textiles' }),
    'GET /partners': page(),
    'POST /users/invitations': json({}),
  });
  const close = vi.fn();
  await renderPortal(<InviteDialog onClose={close} />);
  const send = () => browser.getByRole('button', { name: text('maker:settings.inviteVerb') }).click();
  const sent = async () => {
    await send();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    return api.changes()[0]?.body;
  };
  return { api, close, send, sent };
};
const email = () => browser.getByLabelText(text('app:signIn.email'));
const until = () => browser.getByLabelText(text('maker:settings.until'));
const hub = () => browser.getByRole('combobox', { name: text('maker:fleet.hub') });
const select = async (key: string, option: string) => {
  await browser.getByRole('combobox', { name: text(key) }).click();
  await browser.getByRole('option', { name: option, exact: true }).click();
};

describe('an invitation', () => {
  it('of an employee sends role, hub and language, and confirms the address', async () => {
    const { sent } = await open();
    await email().fill('eva@lin.example');
    await select('maker:settings.role', text('role.technician'));
    await expect.element(browser.getByText(text('maker:settings.hubNeeded'))).toBeVisible();
    await select('maker:fleet.hub', 'Warsaw');
    await select('language.choose', 'Polski');
    expect(await sent()).toEqual({
      email: 'eva@lin.example',
      role: 'technician',
      locale: 'pl',
      hubId: 'h-1',
    });
    const confirmed = text('maker:settings.invited', { email: 'eva@lin.example' });
    await expect.element(browser.getByText(confirmed)).toBeVisible();
  });

  it("of a customer's user sends customers and never a hub that was selected before", async () => {
    const { sent } = await open();
    await email().fill('dewi@bekasi.example');
    await select('maker:fleet.hub', 'Warsaw');
    await select('maker:settings.role', text('role.customer_viewer'));
    await expect.element(hub()).not.toBeInTheDocument();
    await select('maker:settings.customers', 'Bekasi Textiles');
    expect(await sent()).toEqual({
      email: 'dewi@bekasi.example',
      role: 'customer_viewer',
      locale: 'en',
      customerIds: ['cu-1'],
    });
  });

  it('expires at the end of the entered day', async () => {
    const { sent } = await open();
    await until().fill('2026-12-31');
    expect(await sent()).toMatchObject({ expiresAt: '2026-12-31T23:59:59Z' });
  });

  it('shows an error at the address', async () => {
    const { api, close, send } = await open();
    api.answer(
      'POST /users/invitations',
      problem(422, 'api.validation_failed', {
        fields: [{ pointer: '/email', code: 'validation.is_email' }],
      }),
    );
    await email().fill('nobody');
    await send();
    await expect.element(email()).toHaveAttribute('aria-invalid', 'true');
    expect(close).not.toHaveBeenCalled();
  });
});
