import type { DerivedUsage, StoredUsage } from '#metering/domain';

/** A usage that a draft is made of; without an id where it is stored nowhere. */
export interface UsageOfMonth extends Pick<DerivedUsage, 'meter'> {
  readonly usage: StoredUsage['usage'];
  readonly usagePeriodId: string | null;
}
