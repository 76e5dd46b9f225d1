import type { DerivedUsage, StoredUsage } from '#metering/domain';

/** The usage that a draft is calculated from; without an id if it is not stored. */
export interface UsageOfMonth extends Pick<DerivedUsage, 'meter'> {
  readonly usage: StoredUsage['usage'];
  readonly usagePeriodId: string | null;
}
