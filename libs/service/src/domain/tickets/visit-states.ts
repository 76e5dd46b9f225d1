import { DomainError } from '#platform/domain';

export const VISIT_STATES = ['planned', 'on_site', 'done', 'cancelled'] as const;
export type VisitState = (typeof VISIT_STATES)[number];
export type VisitAction = 'arrive' | 'finish' | 'cancel';

const TRANSITIONS: Readonly<Record<VisitState, Partial<Record<VisitAction, VisitState>>>> = {
  planned: { arrive: 'on_site', cancel: 'cancelled' },
  on_site: { finish: 'done', cancel: 'cancelled' },
  done: {},
  cancelled: {},
};

/** @throws DomainError service.visit_action_refused */
export function transitionVisit(state: VisitState, action: VisitAction): VisitState {
  const next = TRANSITIONS[state][action];
  if (!next) throw new DomainError('service.visit_action_refused', { state, action });
  return next;
}
