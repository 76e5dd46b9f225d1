import type { DescribedChange, DescribedContract } from '#contracts';
import { isZone } from '#customers';
import { DomainError } from '#platform';
import type { ContractDescriptionDto, PreviewChangeDto } from './contract-preview.dto.js';

/**
 * Converts the description of a contract, and adds default values.
 * @throws DomainError contracts.change_invalid, contracts.horizon_twice, contracts.zone_unknown, at their fields
 */
export function toDescribedContract(described: ContractDescriptionDto): DescribedContract {
  return {
    calendar: {
      zone: toZone(described.zone ?? 'UTC'),
      start: described.start,
      every: { unit: described.every?.unit ?? 'month', count: described.every?.count ?? 1 },
      align: described.align ?? 'calendar',
      anchorDate: described.anchorDate ?? null,
      dayCount: described.proration ?? 'day',
      trialDays: described.trialDays ?? 0,
    },
    horizon: toHorizon(described),
    precision: described.currency ?? null,
    fees: (described.fees ?? []).map(({ key, amount, timing }) => ({
      key,
      amount,
      timing: timing ?? 'arrears',
    })),
    minimum: described.minimum ?? null,
    usageAmount: described.usageAmount ?? '0',
    includedQuantity: described.includedQuantity ?? null,
    changes: (described.changes ?? []).map(toChange),
  };
}

function toZone(zone: string): string {
  if (isZone(zone)) return zone;
  throw new DomainError('contracts.zone_unknown', { zone }, [
    { pointer: '/zone', code: 'contracts.zone_unknown', params: { value: zone } },
  ]);
}

function toHorizon({ count, until }: ContractDescriptionDto): DescribedContract['horizon'] {
  if (typeof until !== 'string') return { count: count ?? 1 };
  if (typeof count === 'number')
    throw new DomainError('contracts.horizon_twice', {}, [
      { pointer: '/until', code: 'contracts.horizon_twice' },
    ]);
  return { until };
}

function toChange({ on, set, end, anchorDate }: PreviewChangeDto, index: number): DescribedChange {
  const said: DescribedChange[] = [
    ...(set ? [{ on, set }] : []),
    ...(end ? [{ on, end }] : []),
    ...(typeof anchorDate === 'string' ? [{ on, anchorDate }] : []),
  ];
  const [change, another] = said;
  if (!change || another)
    throw new DomainError('contracts.change_invalid', {}, [
      { pointer: `/changes/${index}`, code: 'contracts.change_invalid' },
    ]);
  return change;
}
