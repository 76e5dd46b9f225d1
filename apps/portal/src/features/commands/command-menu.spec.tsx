/// <reference types="vitest/globals" />
import { IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { page, userEvent } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../test/fake-api.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import type { FoundObject } from '../../api/types.js';
import { CommandMenu } from './command-menu.js';

const found = (more: Partial<FoundObject>): FoundObject => ({
  kind: 'machine',
  id: 'm-1',
  label: 'GA-0103',
  detail: null,
  names: null,
  title: null,
  customer: null,
  state: null,
  amount: null,
  periodFrom: null,
  ...more,
});

const answer = (items: readonly FoundObject[], isSimilar = false) => json({ items, isSimilar });

const PAGES = [{ icon: IconReceipt, label: 'Billing', href: '/billing' }];

const options = () =>
  page
    .getByRole('option')
    .elements()
    .map(({ textContent }) => textContent);

function OpenMenu({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState('');
  return <CommandMenu pages={PAGES} text={typed} onType={setTyped} onClose={onClose} />;
}

async function openMenu(permissions: string[] = ['fleet.read']) {
  const close = vi.fn();
  const screen = await renderPortal(<OpenMenu onClose={close} />, {
    session: { permissions },
  });
  const type = (typed: string) =>
    screen.getByRole('combobox', { name: text('app:commands.label') }).fill(typed);
  return { screen, close, type };
}

describe('the command menu', () => {
  beforeEach(() => localStorage.clear());

  it('finds pages, and objects on the server, and opens the first with Enter', async () => {
    const api = fakeApi({ 'GET /search': answer([found({ kind: 'contract', id: 'k-1', label: 'B-100' })]) });
    const { screen, close, type } = await openMenu();
    await type('b');
    await eventually(() => expect(options()).toEqual(['Billing']));
    await type('bi');
    await eventually(() => expect(options()).toEqual(['Billing', 'B-100']));
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await eventually(() => expect(screen.router.state.location.pathname).toBe('/contracts/k-1'));
    expect(close).toHaveBeenCalledOnce();
    // A single character matches too much, so it is not sent to the server.
    expect(api.requests.map(({ query }) => query['text'])).toEqual(['bi']);
  });

  it('shows an invoice with its month, amount and state, and a draft without a number', async () => {
    const invoice = {
      kind: 'invoice' as const,
      detail: 'K-1',
      customer: { id: 'c-1', name: 'Acme' },
      amount: { amount: '986.04', currency: 'PLN' },
      periodFrom: '2026-10-01',
    };
    fakeApi({
      'GET /search': answer([
        found({ ...invoice, id: 'i-1', label: 'INV-1', state: 'issued' }),
        found({ ...invoice, id: 'i-2', label: null, state: 'draft' }),
      ]),
    });
    const { screen, type } = await openMenu();
    await type('986');
    await expect
      .element(screen.getByRole('option', { name: /INV-1/ }))
      .toHaveTextContent(/October 2026, K-1, Acme986\.04/);
    await expect
      .element(screen.getByRole('option', { name: text('app:commands.draftOf', { month: 'October 2026' }) }))
      .toHaveTextContent(text('state.draft'));
  });

  it('offers actions of the pages only with their permissions', async () => {
    fakeApi({});
    const { screen } = await openMenu(['fleet.read', 'invoices.draft']);
    await expect.element(screen.getByRole('option', { name: text('maker:billing.run') })).toBeVisible();
    await expect
      .element(screen.getByRole('option', { name: text('maker:fleet.add') }))
      .not.toBeInTheDocument();
  });

  it('lists the objects that were opened last, without pages', async () => {
    fakeApi({ 'GET /search': answer([found({})]) });
    const first = await openMenu();
    await first.type('ga-01');
    await first.screen.getByRole('option', { name: 'GA-0103' }).click();
    await first.screen.unmount();
    const second = await openMenu();
    await second.type('billing');
    await second.screen.getByRole('option', { name: 'Billing' }).click();
    await second.screen.unmount();
    const third = await openMenu();
    await expect.element(third.screen.getByText(text('app:commands.group.recent'))).toBeVisible();
    expect(options()).toEqual(['GA-0103']);
  });

  it('says if results are only similar, if there are none, and if the search failed', async () => {
    const api = fakeApi({ 'GET /search': answer([found({})], true) });
    const { screen, type } = await openMenu();
    await type('ag-0103');
    await expect.element(screen.getByText(text('app:commands.similar'))).toBeVisible();
    api.answer('GET /search', answer([]));
    await type('zzz');
    await expect.element(screen.getByText(text('app:commands.none', { text: 'zzz' }))).toBeVisible();
    api.answer('GET /search', problem(500, 'api.unexpected'));
    await type('yyy');
    await expect.element(screen.getByRole('alert')).toBeVisible();
  });

  it('closes with Escape', async () => {
    fakeApi({});
    const { close } = await openMenu();
    await userEvent.keyboard('{Escape}');
    expect(close).toHaveBeenCalledOnce();
  });
});
