import { findDowntimeDispute } from './find-downtime-dispute.js';

const PUMP = { id: 'pump', serial: 'SN-1' };
const seen = { machine: PUMP, from: '2026-11-03T01:00:00Z', to: '2026-11-03T04:00:00Z' };
const dispute = (
  id: string,
  from: string,
  to: string,
  { machine = PUMP, state = 'open' as 'open' | 'rejected' } = {},
) => ({ id, state, stop: { machine, from, to } });

describe('the dispute of downtime', () => {
  it.each([
    ['covers the same time', dispute('d', seen.from, seen.to), 'd'],
    [
      'covers downtime that has grown since, because more readings arrived',
      dispute('d', '2026-11-03T02:00:00Z', '2026-11-03T03:00:00Z'),
      'd',
    ],
    ['must not end when the downtime begins', dispute('d', '2026-11-03T00:00:00Z', seen.from), undefined],
    [
      'is for the same machine',
      dispute('d', seen.from, seen.to, { machine: { id: 'other', serial: 'SN-2' } }),
      undefined,
    ],
    ['names downtime', { id: 'd', state: 'open' as const, stop: null }, undefined],
  ])('%s', (_, one, found) => {
    expect(findDowntimeDispute([one], seen)?.id).toBe(found);
  });

  it('is the open one if another one has ended', () => {
    const ended = dispute('ended', seen.from, seen.to, { state: 'rejected' });
    const open = dispute('open', seen.from, seen.to);
    expect(findDowntimeDispute([ended, open], seen)?.id).toBe('open');
    expect(findDowntimeDispute([ended], seen)?.id).toBe('ended');
  });
});
