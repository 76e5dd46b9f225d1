import { canonicalJson, type FieldFault } from '#platform/domain';
import type { ChargeFields } from '../charges/charge-fields.js';
import type { Pricing } from '../charges/pricing.js';
import type { Acceptance } from './amendment-faults.js';

/** What an index was, and who says so. Decimals are strings. */
export interface UsedIndex {
  /** As the clause names it. */
  readonly key: string;
  readonly weight: string;
  /** As it was written down. */
  readonly series: string;
  /** `YYYY-MM`, with the value of that month. */
  readonly baseMonth: string;
  readonly base: string;
  /** Who published it; missing of steps that were drafted before it was kept. */
  readonly baseSource?: string;
  readonly month: string;
  readonly value: string;
  readonly source?: string;
}

/** Charges whose prices are compared with the same month, and the factor that they share. */
export interface IndexStepPart {
  /** The day from which their prices were agreed. */
  readonly since: string;
  readonly indexes: readonly UsedIndex[];
  readonly rawFactor: string;
  /** Within cap and floor. */
  readonly appliedFactor: string;
  readonly charges: readonly {
    readonly key: string;
    /** The prices first agreed: what the factor goes on. */
    readonly agreed: Pricing;
    readonly before: Pricing;
    readonly after: Pricing;
  }[];
}

/** How prices follow an index clause in an amendment: all that its arithmetic needs, kept as it was when it was drafted. */
export interface IndexStepEvidence {
  /** The day of the clause; a contract steps once for it. */
  readonly stepOn: string;
  /** The last day on which the customer can be told of it for the amendment's first day. */
  readonly noticeBy: string;
  readonly noticeDays: number;
  readonly cap: string | null;
  readonly floor: string | null;
  readonly fixedPercentPerYear: string | null;
  readonly factorDecimals: number;
  /** Of unit prices; null where they stay exact. */
  readonly priceDecimals: number | null;
  readonly parts: readonly IndexStepPart[];
}

/** A step needs nobody's consent, for the clause was agreed; but the customer has to know by the day that the clause says. */
export function findNoticeFaults(
  { acceptedOn }: Pick<Acceptance, 'acceptedOn'>,
  { noticeBy }: Pick<IndexStepEvidence, 'noticeBy'>,
): FieldFault[] {
  if (acceptedOn <= noticeBy) return [];
  return [{ pointer: '/acceptedOn', code: 'contracts.step_told_late', params: { noticeBy } }];
}

/** Whether charges still have the prices that a step was worked out of. */
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
