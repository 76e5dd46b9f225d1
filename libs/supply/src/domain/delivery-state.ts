import { DomainError } from '#platform/domain';

export type DeliveryState = 'forecast' | 'reserved' | 'sent' | 'received' | 'cancelled';
export type DeliveryStep = 'reserve' | 'send' | 'receive' | 'cancel';

/** What may follow what. A sent kit has left the depot, so it is no longer cancelled but received, or counted as lost. */
const STEPS: Readonly<Record<DeliveryState, Partial<Record<DeliveryStep, DeliveryState>>>> = {
  forecast: { reserve: 'reserved', cancel: 'cancelled' },
  reserved: { send: 'sent', cancel: 'cancelled' },
  sent: { receive: 'received' },
  received: {},
  cancelled: {},
};

/**
 * The state after a step.
 * @throws DomainError supply.delivery_step_refused when the step does not lead out of this state
 */
export function stepDelivery(state: DeliveryState, step: DeliveryStep): DeliveryState {
  const next = STEPS[state][step];
  if (!next) throw new DomainError('supply.delivery_step_refused', { state, step });
  return next;
}

/** Steps that lead out of a state, for whoever shows buttons. */
export function possibleSteps(state: DeliveryState): DeliveryStep[] {
  return Object.keys(STEPS[state]) as DeliveryStep[];
}
