/** Where a machine is in its life with the maker. */
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

/** Every step a machine can take; what isn't here can't happen. A sold machine's story with the maker is over. */
export const LIFECYCLE_TRANSITIONS = {
  shipped: { commission: 'commissioned', return: 'returned', sell: 'sold' },
  commissioned: { enter_service: 'in_service', swap_out: 'swapped', return: 'returned', sell: 'sold' },
  in_service: { swap_out: 'swapped', return: 'returned', sell: 'sold' },
  swapped: { return: 'returned', ship: 'shipped', sell: 'sold' },
  returned: { ship: 'shipped', sell: 'sold' },
  sold: {},
} as const satisfies Record<MachineLifecycle, Partial<Record<LifecycleEvent, MachineLifecycle>>>;

/** Each state is entered by one event only, so a client may name the state it wants. */
export const EVENT_INTO = {
  shipped: 'ship',
  commissioned: 'commission',
  in_service: 'enter_service',
  swapped: 'swap_out',
  returned: 'return',
  sold: 'sell',
} as const satisfies Record<MachineLifecycle, LifecycleEvent>;

/**
 * What a step means for where the machine stands: it must stand at a site afterwards, may be sent to one, leaves its
 * site, or stays as it is. A machine sold to the plant that runs it stays there.
 */
export const PLACEMENT_EFFECT = {
  commission: 'needs_site',
  ship: 'may_have_site',
  enter_service: 'needs_site',
  swap_out: 'leaves_site',
  return: 'leaves_site',
  sell: 'stays',
} as const satisfies Record<LifecycleEvent, 'needs_site' | 'may_have_site' | 'leaves_site' | 'stays'>;

/** The state after an event; undefined when the event can't happen in this state. */
export function transition(state: MachineLifecycle, event: LifecycleEvent): MachineLifecycle | undefined {
  const steps: Partial<Record<LifecycleEvent, MachineLifecycle>> = LIFECYCLE_TRANSITIONS[state];
  return steps[event];
}

/** The states that can follow, in the order of a machine's life. */
export function nextLifecycles(state: MachineLifecycle): MachineLifecycle[] {
  const following: MachineLifecycle[] = Object.values(LIFECYCLE_TRANSITIONS[state]);
  return MACHINE_LIFECYCLES.filter((each) => following.includes(each));
}
