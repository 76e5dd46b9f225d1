import fc from 'fast-check';
import { nextStep } from '../ticket/steps/next-step.js';
import { isUndecided, findLostActions, nextToSend, stateAfter, type QueuedAction } from './action-queue.js';

const REJECTED = { status: 409, code: 'service.ticket_action_refused' };
const UNDECIDED = { status: 0, code: 'portal.out_of_reach' };
let count = 0;
const action = (code: string, ticketId: string, more: Partial<QueuedAction> = {}): QueuedAction => ({
  id: String(count++),
  code,
  ticketId,
  state: 'waiting',
  ...more,
});

describe('unsent actions', () => {
  it.each([
    [0, 'portal.out_of_reach', true],
    [401, 'organization.not_signed_in', true],
    [503, 'portal.server_failed', true],
    [409, 'api.idempotency_key_in_use', true],
    [409, 'service.ticket_action_refused', false],
    [413, 'api.too_large', false],
    [500, 'portal.server_failed', false],
  ])('that ended with %d %s are sent again as they are: %s', (status, code, again) => {
    expect(isUndecided({ status, code })).toBe(again);
  });

  it('are sent in the order in which they were done', () => {
    const actions = [action('photo', 'a'), action('accept', 'a'), action('note', 'b')];
    expect(nextToSend(actions)).toBe(actions[0]);
    expect(nextToSend(actions.slice(1))).toBe(actions[1]);
  });

  it('wait for an older one that is still being stored', () => {
    const storing = action('accept', 'a', { state: 'keeping' });
    expect(nextToSend([storing, action('start', 'a')])).toBeUndefined();
    expect(nextToSend([action('accept', 'a', { state: 'sent' }), storing])).toBeUndefined();
  });

  it.each(['keeping', 'waiting', 'sending', 'sent'] as const)(
    'count while they are %s, so that no step is taken twice',
    (state) => {
      expect(nextStep(stateAfter('assigned', 'a', [action('accept', 'a', { state })]))).toBe('start');
    },
  );

  it('stop at a rejected step of their ticket, unlike notes and actions of other tickets', () => {
    const rejected = action('accept', 'a', { state: 'failed', problem: REJECTED });
    expect(nextToSend([rejected, action('start', 'a')])).toBeUndefined();
    const note = action('note', 'a');
    expect(nextToSend([rejected, action('start', 'a'), note])).toBe(note);
    const unrelated = action('accept', 'b');
    expect(nextToSend([rejected, action('start', 'a'), unrelated])).toBe(unrelated);
  });

  it.each([
    ['assigned', [], 'accept'],
    ['assigned', ['accept'], 'start'],
    ['assigned', ['accept', 'note', 'start'], 'close'],
    ['assigned', ['accept', 'start', 'close'], undefined],
    ['in_progress', ['photo'], 'close'],
  ] as const)('of a ticket that is %s with %j unsent lead to %s', (state, codes, step) => {
    const actions = codes.map((code) => action(code, 'a', { state: 'failed', problem: UNDECIDED }));
    expect(nextStep(stateAfter(state, 'a', [action('accept', 'b'), ...actions]))).toBe(step);
  });

  it("do not change the ticket's state if rejected", () => {
    const actions = [action('accept', 'a', { state: 'failed', problem: REJECTED }), action('start', 'a')];
    expect(stateAfter('assigned', 'a', actions)).toBe('assigned');
  });

  it('include the later steps of a ticket when one is discarded, and nothing else', () => {
    const list = [action('accept', 'a'), action('note', 'a'), action('start', 'a'), action('accept', 'b')];
    expect(findLostActions(list, list[0]!.id)).toEqual([list[0], list[2]]);
    expect(findLostActions(list, list[1]!.id)).toEqual([list[1]]);
    expect(findLostActions(list, list[2]!.id)).toEqual([list[2]]);
    expect(findLostActions(list, 'gone')).toEqual([]);
  });

  it('are all sent in the end, with the steps of each ticket in order', () => {
    const codes = fc.constantFrom('accept', 'start', 'close', 'note', 'photo');
    fc.assert(
      fc.property(fc.array(fc.tuple(codes, fc.constantFrom('a', 'b')), { maxLength: 12 }), (done) => {
        let left = done.map(([code, ticketId]) => action(code, ticketId));
        const all = left;
        const sent: QueuedAction[] = [];
        for (let next = nextToSend(left); next !== undefined; next = nextToSend(left)) {
          const { id } = next;
          sent.push(next);
          left = left.filter((each) => each.id !== id);
        }
        expect(sent).toEqual(all);
      }),
    );
  });
});
