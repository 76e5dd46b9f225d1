/// <reference types="vitest/globals" />
import { eventually } from '../../../../test/eventually.js';
import { type FakeApi, fakeApi, json, problem } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { storeAction, readStoredActions } from './action-vault.js';
import type { FieldAction } from './field-action.js';
import { fieldActions, type NewAction } from './field-actions.store.js';
import { UnsentActions } from './unsent-actions.js';

const NOW = Date.parse('2026-11-25T08:00:00Z');

/** Each test uses its own membership on the same phone, because the disk keeps actions of other tests. */
let owner: string;
beforeEach(async () => {
  owner = crypto.randomUUID();
  fieldActions.onSent(() => Promise.resolve());
  await fieldActions.open(owner);
});
afterEach(() => fieldActions.close());

const action = (code: FieldAction['code'], ticketId = 't-1', change: Partial<NewAction> = {}): NewAction => ({
  code,
  about: `TK of ${ticketId}`,
  ticketId,
  path: `/tickets/${ticketId}/${code}`,
  body: { note: code },
  stale: ['tickets'],
  ...change,
});
const listActions = () => fieldActions.list().map(({ code, state }) => `${code} ${state}`);
const storedCodes = async () => (await readStoredActions(owner)).map(({ code }) => code);
const sentTo = (api: FakeApi) => api.requests.map(({ path }) => path);

describe('actions of a technician', () => {
  it('are sent at once, with their own key, and removed from the phone', async () => {
    const renewed = vi.fn(() => Promise.resolve());
    fieldActions.onSent(renewed);
    const api = fakeApi({ 'POST /tickets/*/*': json({}) });
    expect(await fieldActions.send(action('accept'), NOW)).toBe(true);
    expect(api.requests[0]).toMatchObject({ path: '/tickets/t-1/accept', body: { note: 'accept' } });
    expect(api.requests[0]?.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/);
    expect(renewed).toHaveBeenCalledExactlyOnceWith(['tickets']);
    await eventually(() => expect(listActions()).toEqual([]));
    expect(await storedCodes()).toEqual([]);
  });

  it('count until the page has refetched its data', async () => {
    const answers = Promise.withResolvers<void>();
    fieldActions.onSent(() => answers.promise);
    fakeApi({ 'POST /tickets/*/*': json({}) });
    await fieldActions.send(action('accept'), NOW);
    expect(listActions()).toEqual(['accept sent']);
    answers.resolve();
    await eventually(() => expect(listActions()).toEqual([]));
  });

  it('stay on the phone without a network, and are later sent in order with their original keys', async () => {
    const api = fakeApi({ 'POST /tickets/*/*': 'offline' });
    expect(await fieldActions.send(action('accept'), NOW)).toBe(false);
    await fieldActions.send(action('start'), NOW);
    await fieldActions.send(action('note'), NOW);
    expect(listActions()).toEqual(['accept failed', 'start waiting', 'note waiting']);
    expect(await storedCodes()).toEqual(['accept', 'start', 'note']);
    const keyOfFirst = api.requests[0]?.headers.get('idempotency-key');

    const before = api.requests.length;
    api.answer('POST /tickets/*/*', json({}));
    await fieldActions.retryUndecided();
    expect(sentTo(api).slice(before)).toEqual([
      '/tickets/t-1/accept',
      '/tickets/t-1/start',
      '/tickets/t-1/note',
    ]);
    expect(api.requests[before]?.headers.get('idempotency-key')).toBe(keyOfFirst);
    expect(await storedCodes()).toEqual([]);
  });

  it('survive the page, including photos', async () => {
    const api = fakeApi({ 'POST /tickets/*/*': 'offline' });
    const file = new File(['bytes of a valve'], 'valve.jpg', { type: 'image/jpeg' });
    await fieldActions.send(action('photo', 't-1', { body: undefined, file }), NOW);
    fieldActions.close();
    expect(listActions()).toEqual([]);

    api.answer('POST /tickets/*/*', json({}));
    await fieldActions.open(owner);
    const sent = api.requests.at(-1)?.body;
    if (!(sent instanceof FormData)) throw new Error('A photo is sent as a form');
    const photo = sent.get('file');
    if (!(photo instanceof File)) throw new Error('The form holds the photo');
    expect(photo.name).toBe('valve.jpg');
    expect(await photo.text()).toBe('bytes of a valve');
  });

  it('are neither shown to nor sent for another person on the same phone', async () => {
    const api = fakeApi({ 'POST /tickets/*/*': 'offline' });
    await fieldActions.send(action('accept'), NOW);
    const before = api.requests.length;
    await fieldActions.open(crypto.randomUUID());
    expect(listActions()).toEqual([]);
    expect(api.requests).toHaveLength(before);
    await fieldActions.open(owner);
    expect(listActions()).toEqual(['accept failed']);
  });

  it('are restored in order, even within the same millisecond', async () => {
    const api = fakeApi({ 'POST /tickets/*/*': 'offline' });
    for (const code of ['accept', 'start', 'note', 'close'] as const)
      await fieldActions.send(action(code), NOW);
    fieldActions.close();
    await fieldActions.open(owner);
    expect(fieldActions.list().map(({ code }) => code)).toEqual(['accept', 'start', 'note', 'close']);
    expect(api.requests.every(({ path }) => path === '/tickets/t-1/accept')).toBe(true);
  });

  it('wait behind a rejected step of their ticket, unlike notes and actions of other tickets', async () => {
    const api = fakeApi({
      'POST /tickets/t-1/accept': problem(409, 'service.ticket_action_refused'),
      'POST /tickets/*/*': json({}),
    });
    await fieldActions.send(action('accept'), NOW);
    await fieldActions.send(action('start'), NOW);
    await fieldActions.send(action('note'), NOW);
    await fieldActions.send(action('accept', 't-2'), NOW);
    expect(sentTo(api)).toEqual(['/tickets/t-1/accept', '/tickets/t-1/note', '/tickets/t-2/accept']);
    await eventually(() => expect(listActions()).toEqual(['accept failed', 'start waiting']));

    api.answer('POST /tickets/t-1/accept', json({}));
    await fieldActions.retry(fieldActions.list()[0]!.id);
    expect(sentTo(api).slice(-2)).toEqual(['/tickets/t-1/accept', '/tickets/t-1/start']);
  });

  it('are not retried automatically after a rejection', async () => {
    const api = fakeApi({ 'POST /tickets/*/*': problem(409, 'service.ticket_action_refused') });
    await fieldActions.send(action('accept'), NOW);
    await fieldActions.retryUndecided();
    expect(api.requests).toHaveLength(1);
  });

  it('are removed when discarded, and unblock waiting actions', async () => {
    const api = fakeApi({ 'POST /tickets/*/*': problem(409, 'service.ticket_action_refused') });
    await fieldActions.send(action('accept'), NOW);
    await fieldActions.send(action('start'), NOW);
    api.answer('POST /tickets/*/*', json({}));
    await fieldActions.discard([fieldActions.list()[0]!.id]);
    await eventually(() => expect(listActions()).toEqual([]));
    expect(sentTo(api)).toEqual(['/tickets/t-1/accept', '/tickets/t-1/start']);
    expect(await storedCodes()).toEqual([]);
  });

  it('are rejected before sign-in', async () => {
    fieldActions.close();
    await expect(fieldActions.send(action('accept'), NOW)).rejects.toThrow();
  });
});

describe("the phone's disk", () => {
  it('replaces an entry with the same ID', async () => {
    const storedAction = { ...action('note'), id: crypto.randomUUID(), at: NOW, owner };
    await storeAction(storedAction);
    await storeAction({ ...storedAction, about: 'TK-2' });
    expect((await readStoredActions(owner)).map(({ about }) => about)).toEqual(['TK-2']);
  });
});

describe('the list of unsent actions', () => {
  it('is empty once everything has arrived', async () => {
    const { container } = await renderPortal(<UnsentActions />);
    expect(container.textContent).toBe('');
  });

  it('says that work is saved, and sends it on request', async () => {
    const api = fakeApi({ 'POST /tickets/*/*': 'offline' });
    await fieldActions.send(action('accept'), NOW);
    const screen = await renderPortal(<UnsentActions />);
    await expect.element(screen.getByText(text('technician:unsent.unheard'))).toBeVisible();
    const row = screen.getByText(/TK of t-1.*09:00/);
    await expect.element(row).toBeVisible();
    await expect.element(screen.getByText(text('technician:unsent.notKept'))).not.toBeInTheDocument();
    api.answer('POST /tickets/*/*', json({}));
    await screen.getByRole('button', { name: text('technician:unsent.retry') }).click();
    await expect.element(row).not.toBeInTheDocument();
  });

  it('shows why the server rejected an action, and confirms deletion of it and its dependent steps', async () => {
    fakeApi({
      'POST /tickets/t-1/accept': problem(409, 'service.ticket_action_refused'),
      'POST /tickets/*/*': 'offline',
    });
    await fieldActions.send(action('accept', 't-1', { body: { note: 'before lunch' } }), NOW);
    await fieldActions.send(action('start'), NOW);
    const screen = await renderPortal(<UnsentActions />);
    await expect
      .element(screen.getByRole('alert'))
      .toHaveTextContent(text('errors:service.ticket_action_refused').slice(0, 12));
    const discard = { name: text('technician:unsent.discard') };
    await screen.getByRole('alert').getByRole('button', discard).click();
    const dialog = screen.getByRole('dialog');
    await expect.element(dialog).toHaveTextContent('before lunch');
    expect(dialog.getByRole('listitem').elements()).toHaveLength(2);
    await dialog.getByRole('button', discard).click();
    await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
    // The dependent step is deleted after the one that the alert is about.
    await eventually(async () => expect(await storedCodes()).toEqual([]));
  });
});
