import { canonicalJson, type FieldFault } from '#platform/domain';
import type { ChargeFields } from '../charges/charge-fields.js';
import type { Pricing } from '../charges/pricing.js';
import type { Acceptance } from './amendment-faults.js';

/** The values of an index, with their sources. Decimals are strings. */
export interface UsedIndex {
  /** Key of the index in the clause. */
  readonly key: string;
  readonly weight: string;
  /** Key of the recorded series. */
  readonly series: string;
  /** `YYYY-MM`: month of the base value. */
  readonly baseMonth: string;
  readonly base: string;
  /** Publisher; missing for adjustments drafted before it was stored. */
  readonly baseSource?: string;
  readonly month: string;
  readonly value: string;
  readonly source?: string;
}

/** Charges with the same base month and factor. */
export interface IndexStepPart {
  /** Day from which these prices were agreed. */
  readonly since: string;
  readonly indexes: readonly UsedIndex[];
  readonly rawFactor: string;
  /** Factor after applying cap and floor. */
  readonly appliedFactor: string;
  readonly charges: readonly {
    readonly key: string;
    /** Original prices, which are multiplied by the factor. */
    readonly agreed: Pricing;
    readonly before: Pricing;
    readonly after: Pricing;
  }[];
}

/** The complete calculation of an index adjustment in an amendment, as it was when the amendment was drafted. */
export interface IndexStepEvidence {
  /** The day of the adjustment, according to the clause; a contract has only one adjustment on that day. */
  readonly stepOn: string;
  /** Last day on which the customer can be notified in time for the amendment's first day. */
  readonly noticeBy: string;
  readonly noticeDays: number;
  readonly cap: string | null;
  readonly floor: string | null;
  readonly fixedPercentPerYear: string | null;
  readonly factorDecimals: number;
  /** Number of decimals of unit prices; null if unit prices stay exact. */
  readonly priceDecimals: number | null;
  readonly parts: readonly IndexStepPart[];
}

/**
 * Validates that notice was given in time. An adjustment needs no consent, because the clause was agreed, but the
 * customer must be notified by the clause's deadline.
 */
export function findNoticeFaults(
  { acceptedOn }: Pick<Acceptance, 'acceptedOn'>,
  { noticeBy }: Pick<IndexStepEvidence, 'noticeBy'>,
): FieldFault[] {
  if (acceptedOn <= noticeBy) return [];
  return [{ pointer: '/acceptedOn', code: 'contracts.step_told_late', params: { noticeBy } }];
}

/** Returns true when charges still have the prices from which an adjustment was calculated. */
export function isStepCurrent(
  { parts }: Pick<IndexStepEvidence, 'parts'>,
  charges: readonly Pick<ChargeFields, 'key' | 'pricing'>[],
): boolean {
  return parts
    .flatMap((part) => part.charges)
    .every(({ key, before }) => {
      const charge = charges.find((one) => one.key === key);
      return charge !== undefined && canonicalJson(charge.pricing) === canonicalJson(before);
    });
}
