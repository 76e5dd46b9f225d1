import type { BookEntry } from '#contracts';
import type { NewPlanChargeDto } from '../contracts/plans.dto.js';

/** Converts the price of a plan's charge, and adds default values. */
export function toEntry({ name = {}, pricing, ...entry }: NewPlanChargeDto): Omit<BookEntry, 'planId'> {
  const { key, clause = '', due = 'arrears', countsBy = 'month', perMachine = false } = entry;
  return { key, nameI18n: name, clause, due, countsBy, perMachine, pricing };
}
