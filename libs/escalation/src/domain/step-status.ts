/**
 * The status of an adjustment: `drafted` while it waits for notice and signature; `drafted_late` if it is too late for
 * the notice of its draft; `value_missing` while an index value is not recorded; `unclear` if the terms can't be
 * applied; `unchanged` if no price would change; otherwise `ready`.
 */
export const STEP_STATUSES = [
  'ready',
  'drafted',
  'drafted_late',
  'value_missing',
  'unclear',
  'unchanged',
] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

/** The facts about an adjustment that determine its status. */
export interface StepFacts {
  /** The last day for the notice of the draft; null without a draft. */
  readonly draftNoticeBy: string | null;
  readonly isValueMissing: boolean;
  readonly isUnclear: boolean;
  readonly hasNewPrices: boolean;
}

/** @param today the contract's local day, `YYYY-MM-DD` */
export function determineStepStatus(facts: StepFacts, today: string): StepStatus {
  if (facts.draftNoticeBy !== null) return today > facts.draftNoticeBy ? 'drafted_late' : 'drafted';
  if (facts.isValueMissing) return 'value_missing';
  if (facts.isUnclear) return 'unclear';
  return facts.hasNewPrices ? 'ready' : 'unchanged';
}
