import type { FieldFault } from '#platform/domain';
import type { BookEntry } from '../price-books/book-entry.js';

/** The names and structure of a plan. */
export interface PlanFields {
  readonly code: string;
  /** Names by locale; at least `en`. */
  readonly nameI18n: Readonly<Record<string, string>>;
  /** A short description of its prices; contracts define what is billed. */
  readonly structure: string;
}

/** The prices of a new plan from a day, as a version of a price book. Contracts of the plan start with these prices. */
export interface PlanPrices {
  /** Null to create a price book with the plan's code and name. */
  readonly bookId: string | null;
  readonly currency: string;
  /** `YYYY-MM-DD`. */
  readonly validFrom: string;
  readonly charges: readonly Omit<BookEntry, 'planId'>[];
}

export function findPlanFaults({ code, nameI18n, structure }: PlanFields): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!/^[A-Za-z0-9._-]{1,40}$/.test(code)) {
    faults.push({ pointer: '/code', code: 'contracts.plan_code_malformed', params: { value: code } });
  }
  if (!nameI18n['en']?.trim()) faults.push({ pointer: '/name/en', code: 'contracts.plan_name_missing' });
  if (!/^\S{1,80}$/.test(structure)) {
    faults.push({
      pointer: '/structure',
      code: 'contracts.plan_structure_malformed',
      params: { value: structure },
    });
  }
  return faults;
}

/** Rejects the assignment of an archived plan. A contract can keep a plan that was archived later. */
export function findArchivedFaults(
  plan: { readonly id: string; readonly code: string; readonly archivedAt: Date | null },
  current: { readonly planId: string } | undefined,
): FieldFault[] {
  if (plan.archivedAt === null || plan.id === current?.planId) return [];
  return [{ pointer: '/planId', code: 'contracts.plan_archived', params: { code: plan.code } }];
}

/**
 * Maps an error of the price book version to the plan's request.
 * @param otherEntryCount the number of entries of other plans before the plan's own
 */
export function toPlanFault({ pointer, ...fault }: FieldFault, otherEntryCount: number): FieldFault {
  const [, index, suffix] = /^\/entries\/(\d+)(.*)$/.exec(pointer) ?? [];
  return {
    ...fault,
    pointer:
      index === undefined
        ? `/prices${pointer === '/entries' ? '/charges' : pointer}`
        : `/prices/charges/${Number(index) - otherEntryCount}${suffix}`,
  };
}
