import fc from 'fast-check';
import {
  EVENT_BY_TARGET_STATE,
  LIFECYCLE_TRANSITIONS,
  type LifecycleEvent,
  MACHINE_LIFECYCLES,
  nextLifecycles,
  PLACEMENT_EFFECT,
  transition,
} from './lifecycle.js';

const EVENTS = Object.keys(PLACEMENT_EFFECT) as LifecycleEvent[];

describe('transition', () => {
  it.each([
    ['shipped', 'commission', 'commissioned'],
    ['commissioned', 'enter_service', 'in_service'],
    ['in_service', 'swap_out', 'swapped'],
    ['swapped', 'return', 'returned'],
    ['returned', 'sell', 'sold'],
    ['returned', 'ship', 'shipped'],
    ['in_service', 'sell', 'sold'],
  ] as const)('%s, %s -> %s', (from, event, to) => {
    expect(transition(from, event)).toBe(to);
  });

  it.each([
    ['shipped', 'enter_service'],
    ['in_service', 'commission'],
    ['returned', 'enter_service'],
    ['sold', 'return'],
    ['sold', 'ship'],
  ] as const)('%s cannot %s', (from, event) => {
    expect(transition(from, event)).toBeUndefined();
  });

  it('enters each state by exactly one event', () => {
    for (const steps of Object.values(LIFECYCLE_TRANSITIONS)) {
      for (const [event, to] of Object.entries(steps)) expect(EVENT_BY_TARGET_STATE[to]).toBe(event);
    }
  });

  it('never leaves the known states after any events, and never leaves "sold"', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS)), (events) => {
        let state: (typeof MACHINE_LIFECYCLES)[number] = 'shipped';
        for (const event of events) {
          const next = transition(state, event);
          if (state === 'sold') expect(next).toBeUndefined();
          state = next ?? state;
          expect(MACHINE_LIFECYCLES).toContain(state);
        }
      }),
    );
  });

  it('reaches every state from "shipped"', () => {
    const reached = new Set(['shipped']);
    for (let grown = 0; grown !== reached.size;) {
      grown = reached.size;
      for (const state of MACHINE_LIFECYCLES)
        if (reached.has(state)) nextLifecycles(state).forEach((next) => reached.add(next));
    }
    expect([...reached].sort()).toEqual([...MACHINE_LIFECYCLES].sort());
  });
});

describe('nextLifecycles', () => {
  it('lists the next states in the order of the lifecycle', () => {
    expect(nextLifecycles('commissioned')).toEqual(['in_service', 'swapped', 'returned', 'sold']);
    expect(nextLifecycles('sold')).toEqual([]);
  });
});
