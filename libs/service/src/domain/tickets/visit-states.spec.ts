import { VISIT_STATES, transitionVisit, type VisitAction, type VisitState } from './visit-states.js';

describe('a visit', () => {
  it.each<[VisitState, VisitAction, VisitState]>([
    ['planned', 'arrive', 'on_site'],
    ['planned', 'cancel', 'cancelled'],
    ['on_site', 'finish', 'done'],
    ['on_site', 'cancel', 'cancelled'],
  ])('goes from %s by %s to %s', (state, action, next) => {
    expect(transitionVisit(state, action)).toBe(next);
  });

  it('has no other transitions', () => {
    const actions: VisitAction[] = ['arrive', 'finish', 'cancel'];
    const refused = VISIT_STATES.flatMap((state) => actions.map((action) => [state, action] as const)).filter(
      ([state, action]) => {
        try {
          transitionVisit(state, action);
          return false;
        } catch {
          return true;
        }
      },
    );
    expect(refused).toEqual([
      ['planned', 'finish'],
      ['on_site', 'arrive'],
      ['done', 'arrive'],
      ['done', 'finish'],
      ['done', 'cancel'],
      ['cancelled', 'arrive'],
      ['cancelled', 'finish'],
      ['cancelled', 'cancel'],
    ]);
  });
});
