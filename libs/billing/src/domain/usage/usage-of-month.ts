import type { DerivedUsage, StoredUsage } from '#metering/domain';

/** The usage from which a draft is calculated, without an id if it is not stored. */
export interface UsageOfMonth extends Pick<DerivedUsage, 'meter'> {
  readonly usage: StoredUsage['usage'];
  readonly usagePeriodId: string | null;
}
