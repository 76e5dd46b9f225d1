import type { Plan } from '../../api/types.js';

/** Common structures of plans. The charges of a contract determine its billing. */
export const STRUCTURES = [
  'base+included+overage',
  'per_unit',
  'graduated+annual_minimum',
  'base+included_hours+excess',
  'monthly_fee_by_hours_band',
  'kits_shipped_before_due_hours',
  'yearly_per_machine',
] as const;

/** A plan in a form, with its name in the user's language. */
export interface PlanValues extends Record<string, unknown> {
  readonly name: string;
  readonly code: string;
  readonly structure: string;
}

export function newPlanValues(
  plan: Pick<Plan, 'name' | 'code' | 'structure'> | undefined,
  language: string,
): PlanValues {
  return {
    name: plan?.name[language] ?? plan?.name['en'] ?? '',
    code: plan?.code ?? '',
    structure: plan?.structure ?? STRUCTURES[0],
  };
}

/** Sets a plan's name in one language. English is the fallback for languages without their own name. */
export function toPlanNames(
  name: string,
  language: string,
  before: Plan['name'] = {},
): Record<string, string> {
  return { ...before, en: before['en'] ?? name, [language]: name };
}
