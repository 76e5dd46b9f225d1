import { changedSince, lastMoment } from './recent-tickets.js';

const OPENED = { openedAt: '2026-11-20T08:00:00Z', acceptedAt: null, startedAt: null, closedAt: null };
const STARTED = { ...OPENED, acceptedAt: '2026-11-21T08:00:00Z', startedAt: '2026-11-24T08:00:00Z' };
const CLOSED = { ...STARTED, closedAt: '2026-11-23T08:00:00Z' };

describe('the newest instant of a ticket', () => {
  it.each([
    ['opened', OPENED, OPENED.openedAt],
    ['started', STARTED, STARTED.startedAt],
    ['closed before it was started, due to a wrong clock', CLOSED, STARTED.startedAt],
    ['without later timestamps', { openedAt: OPENED.openedAt, closedAt: null }, OPENED.openedAt],
  ])('of a ticket %s', (_how, ticket, moment) => {
    expect(lastMoment(ticket)).toBe(moment);
  });
});

describe('recently changed tickets', () => {
  it('are those at or after an instant, newest first', () => {
    const older = { ...OPENED, openedAt: '2026-11-19T08:00:00Z' };
    expect(changedSince([OPENED, older, STARTED], OPENED.openedAt)).toEqual([STARTED, OPENED]);
  });
});
