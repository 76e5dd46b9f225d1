/** The stages of a machine's life with the maker. */
export const MACHINE_LIFECYCLES = [
  'shipped',
  'commissioned',
  'in_service',
  'swapped',
  'returned',
  'sold',
] as const;
export type MachineLifecycle = (typeof MACHINE_LIFECYCLES)[number];

export type LifecycleEvent = 'commission' | 'enter_service' | 'swap_out' | 'return' | 'ship' | 'sell';

/** All allowed transitions. A sold machine has none, because it no longer belongs to the maker. */
export const LIFECYCLE_TRANSITIONS = {
  shipped: { commission: 'commissioned', return: 'returned', sell: 'sold' },
  commissioned: { enter_service: 'in_service', swap_out: 'swapped', return: 'returned', sell: 'sold' },
  in_service: { swap_out: 'swapped', return: 'returned', sell: 'sold' },
  swapped: { return: 'returned', ship: 'shipped', sell: 'sold' },
  returned: { ship: 'shipped', sell: 'sold' },
  sold: {},
} as const satisfies Record<MachineLifecycle, Partial<Record<LifecycleEvent, MachineLifecycle>>>;

/** Only one event leads to each state, so a client can specify the target state instead of the event. */
export const EVENT_BY_TARGET_STATE = {
  shipped: 'ship',
  commissioned: 'commission',
  in_service: 'enter_service',
  swapped: 'swap_out',
  returned: 'return',
  sold: 'sell',
} as const satisfies Record<MachineLifecycle, LifecycleEvent>;

/**
 * The effect of a step on the machine's placement: the step requires a site, may have a site, ends the placement, or
 * leaves it unchanged. A machine that is sold to its operator stays at its site.
 */
export const PLACEMENT_EFFECT = {
  commission: 'needs_site',
  ship: 'may_have_site',
  enter_service: 'needs_site',
  swap_out: 'leaves_site',
  return: 'leaves_site',
  sell: 'stays',
} as const satisfies Record<LifecycleEvent, 'needs_site' | 'may_have_site' | 'leaves_site' | 'stays'>;

/** Returns the state after an event; undefined if the event isn't allowed in this state. */
export function transition(state: MachineLifecycle, event: LifecycleEvent): MachineLifecycle | undefined {
  const steps: Partial<Record<LifecycleEvent, MachineLifecycle>> = LIFECYCLE_TRANSITIONS[state];
  return steps[event];
}

/** Returns the possible next states, in the order of a machine's life. */
export function nextLifecycles(state: MachineLifecycle): MachineLifecycle[] {
  const following: MachineLifecycle[] = Object.values(LIFECYCLE_TRANSITIONS[state]);
  return MACHINE_LIFECYCLES.filter((each) => following.includes(each));
}
