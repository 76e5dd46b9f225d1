import { DomainError } from '#platform/domain';

export type DeliveryState = 'forecast' | 'reserved' | 'sent' | 'received' | 'cancelled';
export type DeliveryStep = 'reserve' | 'send' | 'receive' | 'cancel';

/** Allowed transitions. A sent kit has left the depot, so it can be received but no longer cancelled. */
const STEPS: Readonly<Record<DeliveryState, Partial<Record<DeliveryStep, DeliveryState>>>> = {
  forecast: { reserve: 'reserved', cancel: 'cancelled' },
  reserved: { send: 'sent', cancel: 'cancelled' },
  sent: { receive: 'received' },
  received: {},
  cancelled: {},
};

/**
 * Returns the state after a step.
 * @throws DomainError supply.delivery_step_refused if the step isn't allowed in this state
 */
export function transitionDelivery(state: DeliveryState, step: DeliveryStep): DeliveryState {
  const next = STEPS[state][step];
  if (!next) throw new DomainError('supply.delivery_step_refused', { state, step });
  return next;
}

/** Returns the steps that are allowed in a state, for example for buttons. */
export function listPossibleSteps(state: DeliveryState): DeliveryStep[] {
  return Object.keys(STEPS[state]) as DeliveryStep[];
}
