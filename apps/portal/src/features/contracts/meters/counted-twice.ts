import type { Device, MachineRow } from '../../../api/types.js';
import { type BillingValues } from '../../charges/form/charge-values.js';
import { hasAnyMinimum, type PricingValues } from '../../charges/form/pricing-values.js';

/** A site's meter that may measure the same usage as meters of the site's machines. */
export interface CountedTwice {
  /** Code of the instrument. */
  readonly device: string;
  readonly site: string;
  readonly signalKey: string;
  /** Serial numbers of the machines at that site. */
  readonly serials: readonly string[];
}

/**
 * Finds site meters that read the same signal as meters of machines at that site, in charges of the same kind. A
 * station's instrument usually measures the sum of its machines, so the usage would be charged twice. This is only a
 * warning, because it cannot be verified.
 */
export function findStationsCountedTwice(
  { charges, meters }: Pick<BillingValues, 'charges' | 'meters'>,
  devices: readonly Pick<Device, 'id' | 'code' | 'machine' | 'site'>[],
  machines: readonly Pick<MachineRow, 'id' | 'serial' | 'site'>[],
): CountedTwice[] {
  const priced = charges.filter(({ pricing }) => pricing.model !== 'flat');
  const found = [...new Set(priced.map(({ pricing }) => kindOf(pricing)))].flatMap((kind) => {
    const ids = priced.filter(({ pricing }) => kindOf(pricing) === kind).flatMap(({ meterIds }) => meterIds);
    const counted = meters
      .filter((meter) => ids.includes(meter.id) && !meter.deducts)
      .flatMap((meter) => {
        const device = devices.find(({ id }) => id === meter.deviceId);
        return device === undefined ? [] : [{ meter, device }];
      });
    return counted.flatMap(({ meter, device }): CountedTwice[] => {
      const { site } = device;
      if (device.machine !== null || site === null) return [];
      const serials = counted
        .filter((one) => one.meter.signalKey === meter.signalKey && one.meter.method === meter.method)
        .flatMap((one) => machines.find(({ id }) => id === one.device.machine?.id) ?? [])
        .filter((machine) => machine.site?.id === site.id)
        .map(({ serial }) => serial);
      return serials.length === 0
        ? []
        : [
            {
              device: device.code,
              site: site.name,
              signalKey: meter.signalKey,
              serials: [...new Set(serials)],
            },
          ];
    });
  });
  return found.filter(
    (one, index) =>
      found.findIndex(({ device, signalKey }) => device === one.device && signalKey === one.signalKey) ===
      index,
  );
}

/**
 * Returns the kind of a charge. Hour bands and separate minimums rate usage that another charge prices, so they are
 * separate kinds.
 */
function kindOf(pricing: PricingValues): 'hour_bands' | 'minimum' | 'usage' {
  if (pricing.model === 'hour_bands') return 'hour_bands';
  const isFree = pricing.model === 'unit' && Number(pricing.unitPrice) === 0;
  return isFree && hasAnyMinimum(pricing) ? 'minimum' : 'usage';
}
