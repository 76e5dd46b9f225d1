import type { Plan } from '../../api/types.js';

/** What offers are usually made of; a contract's own charges say what is billed. */
export const STRUCTURES = [
  'base+included+overage',
  'per_unit',
  'graduated+annual_minimum',
  'base+included_hours+excess',
  'monthly_fee_by_hours_band',
  'kits_shipped_before_due_hours',
  'yearly_per_machine',
] as const;

/** A plan in a form, its name in the language of whoever writes it. */
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

/** A plan's names with the one of a language. English stands for every language that has no name of its own. */
export function toPlanNames(
  name: string,
  language: string,
  before: Plan['name'] = {},
): Record<string, string> {
  return { ...before, en: before['en'] ?? name, [language]: name };
}
