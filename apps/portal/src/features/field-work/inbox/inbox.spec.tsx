/// <reference types="vitest/globals" />
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json } from '../../../../test/fake-api.js';
import { renderPortal, renderPortalHook } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { Visit } from '../../../api/types.js';
import { setServerTime } from '../../../clock/clock.js';
import { ChangeNotice } from './change-notice.js';
import { inbox } from './inbox.store.js';
import { clearSeenVisits, storeSeenVisits, readSeenVisits } from './seen-visits.store.js';
import { useVisitWatch } from './use-visit-watch.js';
import type { VisitFacts } from './visit-changes.js';

const facts = (id: string, change: Partial<VisitFacts> = {}): VisitFacts => ({
  id,
  from: '2026-11-26T07:00:00Z',
  to: '2026-11-26T09:00:00Z',
  ticketId: `t-${id}`,
  number: `TK-${id}`,
  city: 'Bekasi',
  serial: `S-${id}`,
  parts: [],
  ...change,
});

/** A visit in a response, with the fields that `useVisitWatch` compares. */
const answer = ({ id, from, to, ticketId, number, city, serial, parts }: VisitFacts): unknown => ({
  id,
  from,
  to,
  ticket: { id: ticketId, number, machine: { serial } },
  site: { city, name: city },
  parts: parts.map((partNumber): Pick<Visit['parts'][number], 'partNumber'> => ({ partNumber })),
});

beforeEach(() => {
  setServerTime('2026-11-25T08:00:00Z', Date.now());
  inbox.clear();
  clearSeenVisits();
});

describe('the inbox of a technician', () => {
  it('lists the newest entry first and keeps entries unread until they are viewed', () => {
    inbox.add([{ kind: 'added', visit: facts('a') }], 1);
    inbox.add([{ kind: 'removed', visit: facts('b') }], 2);
    expect(inbox.list().map(({ visit, isSeen }) => [visit.id, isSeen])).toEqual([
      ['b', false],
      ['a', false],
    ]);
    inbox.markSeen(inbox.list()[1]?.id);
    expect(inbox.list().map(({ isSeen }) => isSeen)).toEqual([false, true]);
    inbox.markSeen();
    expect(inbox.list().every(({ isSeen }) => isSeen)).toBe(true);
  });

  it('stores fifty entries on the phone', () => {
    for (let at = 0; at < 60; at++) inbox.add([{ kind: 'added', visit: facts(String(at)) }], at);
    expect(inbox.list()).toHaveLength(50);
    expect(JSON.parse(window.localStorage.getItem('dutycycle-field-inbox') ?? '')).toEqual(inbox.list());
  });

  it('notifies its listeners, but not without a change', () => {
    const listener = vi.fn();
    const unsubscribe = inbox.subscribe(listener);
    inbox.add([], 1);
    expect(listener).not.toHaveBeenCalled();
    inbox.add([{ kind: 'added', visit: facts('a') }], 1);
    expect(listener).toHaveBeenCalledTimes(1);
    unsubscribe();
    inbox.markSeen();
    expect(listener).toHaveBeenCalledTimes(1);
  });
});

describe('the stored visits', () => {
  it('belong to one technician', () => {
    storeSeenVisits({ technicianId: 'sari', at: 1, visits: [facts('a')] });
    expect(readSeenVisits('sari')?.visits).toEqual([facts('a')]);
    expect(readSeenVisits('budi')).toBeUndefined();
  });

  it('are undefined if the phone has stored something invalid', () => {
    window.localStorage.setItem('dutycycle-field-visits', '{"technicianId":');
    expect(readSeenVisits('sari')).toBeUndefined();
    window.localStorage.setItem('dutycycle-field-visits', '{"technicianId":"sari","visits":7}');
    expect(readSeenVisits('sari')).toBeUndefined();
  });
});

describe('the visit watch', () => {
  const SARI = { session: { technicianId: 'sari' } };
  const checkVisits = async (...visits: VisitFacts[]) => {
    const api = fakeApi({ 'GET /visits': json({ items: visits.map(answer) }) });
    const hook = await renderPortalHook(() => useVisitWatch(), SARI);
    await eventually(() => expect(api.requests).toHaveLength(1));
    await eventually(() => expect(readSeenVisits('sari')?.visits).toEqual(visits));
    return { api, ...hook };
  };
  const news = () => inbox.list().map(({ kind, visit }) => `${kind} ${visit.id}`);

  it('reports nothing on its first load', async () => {
    await checkVisits(facts('a'));
    expect(news()).toEqual([]);
  });

  it('reports changes since the app was last closed', async () => {
    storeSeenVisits({ technicianId: 'sari', at: 1, visits: [facts('a'), facts('b')] });
    await checkVisits(facts('a', { from: '2026-11-26T08:00:00Z' }), facts('c'));
    expect(news().toSorted()).toEqual(['added c', 'moved a', 'removed b']);
  });

  it('reports changes while it is running', async () => {
    const { api, client } = await checkVisits(facts('a'));
    api.answer('GET /visits', json({ items: [facts('a'), facts('b')].map(answer) }));
    await client.invalidateQueries({ queryKey: ['day'] });
    await eventually(() => expect(news()).toEqual(['added b']));
  });

  it('starts fresh for another technician on the same phone', async () => {
    storeSeenVisits({ technicianId: 'budi', at: 1, visits: [facts('x')] });
    inbox.add([{ kind: 'added', visit: facts('x') }], 1);
    await checkVisits(facts('a'));
    expect(news()).toEqual([]);
  });

  it('requests two weeks from today on', async () => {
    const { api } = await checkVisits();
    expect(api.requests[0]?.query).toEqual({
      from: '2026-11-24T12:00:00.000Z',
      to: '2026-12-09T00:00:00.000Z',
    });
  });
});

describe('the notice of a change', () => {
  it('shows the two newest with a link to the rest, and can be dismissed', async () => {
    for (const id of ['a', 'b', 'c'])
      inbox.add([{ kind: 'added', visit: facts(id) }], Date.parse('2026-11-25T07:00:00Z'));
    const screen = await renderPortal(<ChangeNotice />);
    expect(screen.getByRole('listitem').elements()).toHaveLength(2);
    await expect
      .element(screen.getByRole('link', { name: /TK-c|S-c|Bekasi/ }).first())
      .toHaveAttribute('href', '/field/tickets/t-c');
    await expect
      .element(screen.getByText(text('technician:change.more', { count: 1 })))
      .toHaveAttribute('href', '/field/inbox');
    await screen.getByRole('button', { name: text('technician:change.close') }).click();
    await expect.element(screen.getByRole('listitem')).not.toBeInTheDocument();
    expect(inbox.list().every(({ isSeen }) => isSeen)).toBe(true);
  });

  it('has no link for a cancelled visit', async () => {
    inbox.add([{ kind: 'removed', visit: facts('a') }], 1);
    const screen = await renderPortal(<ChangeNotice />);
    await expect.element(screen.getByRole('listitem')).toBeVisible();
    await expect.element(screen.getByRole('listitem').getByRole('link')).not.toBeInTheDocument();
  });
});
