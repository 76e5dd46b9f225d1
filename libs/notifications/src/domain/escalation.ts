import { isCustomerRole, permissionsOf, type Role } from '#organization/domain';
import type { FieldFault } from '#platform/domain';
import { CATALOGUE } from './catalogue.js';

/** Types that require acknowledgement: an alarm is acknowledged, a ticket is assigned. */
export const ESCALATED_TYPES = ['alarm.critical', 'ticket.opened'] as const;
export type EscalatedType = (typeof ESCALATED_TYPES)[number];

/** A step: people with the role are notified if the event is still unacknowledged after some minutes. */
export interface Step {
  readonly afterMinutes: number;
  readonly role: Role;
}

const MAX_STEPS = 5;
const MAX_MINUTES = 7 * 24 * 60;

/** An unacknowledged event. */
export interface OpenEvent {
  readonly recordedAt: Date;
  /** Positions of steps that were taken before. */
  readonly taken: readonly number[];
}

/**
 * Returns the positions of the steps that are due. After an interruption, several may be due at once. Each step is
 * taken only once.
 */
export function dueSteps({ recordedAt, taken }: OpenEvent, steps: readonly Step[], now: Date): number[] {
  return steps.flatMap(({ afterMinutes }, position) => {
    const isDue = now.getTime() - recordedAt.getTime() >= afterMinutes * 60_000;
    return isDue && !taken.includes(position) ? [position] : [];
  });
}

/**
 * Returns the faults of the steps of a type. Each step must be later than the one before it, and its role must be one
 * of the maker's roles that have access to the objects.
 */
export function findStepFaults(type: EscalatedType, steps: readonly Step[]): FieldFault[] {
  if (steps.length > MAX_STEPS) return [{ pointer: '/steps', code: 'notifications.steps_too_many' }];
  return steps.flatMap(({ afterMinutes, role }, index) => {
    const faults: FieldFault[] = [];
    const earlier = steps[index - 1]?.afterMinutes ?? 0;
    if (!Number.isInteger(afterMinutes) || afterMinutes <= earlier || afterMinutes > MAX_MINUTES)
      faults.push({
        pointer: `/steps/${index}/afterMinutes`,
        code: 'notifications.step_not_later',
        params: { after: earlier, most: MAX_MINUTES },
      });
    const { permission } = CATALOGUE[type];
    const isAllowed =
      !isCustomerRole(role) && permission !== null && permissionsOf(role).includes(permission);
    if (!isAllowed) faults.push({ pointer: `/steps/${index}/role`, code: 'notifications.step_role_invalid' });
    return faults;
  });
}
