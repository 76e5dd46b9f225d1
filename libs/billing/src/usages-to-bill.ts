import type { ContractView } from '#contracts';
import type { DerivedUsage } from '#metering';
import type { UsageToBill } from './domain/compose-draft.js';

/** What the contract prices of what was used. */
export function usagesToBill(
  contract: Pick<ContractView, 'prices' | 'devices'>,
  usages: readonly (DerivedUsage & { readonly usagePeriodId: string | null })[],
): UsageToBill[] {
  return contract.prices.flatMap((price) => {
    const used = price.kind === 'usage' && usages.find(({ meter }) => meter.id === price.meterId);
    if (!used) return [];
    return [
      {
        usagePeriodId: used.usagePeriodId,
        includedQuantity: price.includedQuantity,
        unitPrice: price.unitPrice,
        clause: price.clause,
        unit: used.meter.unit,
        signalKey: used.meter.signalKey,
        device: contract.devices.get(used.meter.deviceId)?.code ?? '',
        usage: used.usage,
      },
    ];
  });
}
