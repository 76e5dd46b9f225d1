import type { Charge, Pricing, PricingPreview } from '../../../api/types.js';
import { isDecimal, plainDecimal, scaledDecimal } from '../../../format/decimals.js';

/** Values of a charge that the preview needs. */
export interface PreviewedCharge {
  readonly due: Charge['due'];
  readonly countsBy: Charge['countsBy'];
  readonly perMachine: boolean;
  readonly pricing: Pricing;
}

/** Body of `POST /pricing/preview`: one item per charge, identified by its index. */
export interface DescribedUsage {
  readonly currency: string;
  readonly charges: readonly (Pricing & { readonly key: string })[];
  readonly runs: readonly {
    readonly final: true;
    readonly contractMonth: number;
    readonly usage: readonly {
      readonly charge: string;
      readonly machine: string | null;
      readonly quantity: string;
    }[];
  }[];
}

/** A contract month after the end of any ramp, so that the full minimum applies. */
const LATE_MONTH = 1200;

/** Number of months that a charge's preview covers. */
export function previewedMonths({
  due,
  countsBy,
  pricing,
}: Pick<PreviewedCharge, 'due' | 'countsBy'> & { readonly pricing: Pick<Pricing, 'model'> }): 1 | 3 | 12 {
  if (pricing.model === 'flat') return due === 'yearly' ? 12 : due === 'quarterly' ? 3 : 1;
  return countsBy === 'year' ? 12 : 1;
}

/**
 * Describes charges and their usage for a typical month, or for twelve months if a charge counts by year.
 * @param quantity usage per month as a decimal; zero is used while it is not a number
 */
export function describeTypicalUsage(
  charges: readonly PreviewedCharge[],
  quantity: string,
  machines: number,
  currency: string,
): DescribedUsage {
  const isNumber = /^\d{1,18}(\.\d{1,6})?$/.test(quantity);
  return {
    currency,
    charges: charges.map(({ pricing, perMachine }, index) => ({
      ...pricing,
      key: String(index),
      ...(perMachine && pricing.model === 'flat' && { amount: timesMachines(pricing.amount, machines) }),
    })),
    runs: [
      {
        final: true,
        contractMonth: LATE_MONTH,
        usage: charges.flatMap((charge, index) =>
          charge.pricing.model === 'flat'
            ? []
            : [
                {
                  charge: String(index),
                  machine: null,
                  quantity: isNumber ? times(quantity, previewedMonths(charge)) : '0',
                },
              ],
        ),
      },
    ],
  };
}

/** Returns true if a charge has a price, so that it can be calculated. */
export function isPriced({
  model,
  amount,
  unitPrice,
  packageSize,
  packagePrice,
  contractedQuantity,
  tiers,
}: Pricing): boolean {
  switch (model) {
    case 'flat':
      return Boolean(amount);
    case 'unit':
      return Boolean(unitPrice);
    case 'package':
      return Boolean(packageSize && packagePrice);
    case 'hour_bands':
      return Boolean(contractedQuantity) && areTiers(tiers);
    case 'graduated':
    case 'volume':
    case 'stairstep':
      return areTiers(tiers);
    default:
      return true;
  }
}

/** Returns true if there are tiers, and each has a price and, except for the last one, an upper bound. */
function areTiers(tiers: Pricing['tiers']): boolean {
  if (!tiers || tiers.length === 0) return false;
  return tiers.every(
    ({ upTo, unitPrice, flatFee }, index) =>
      Boolean(unitPrice ?? flatFee) && (Boolean(upTo) || index === tiers.length - 1),
  );
}

/**
 * Multiplies an amount by the number of machines. An invalid amount is passed on, so that the server rejects it at its
 * field.
 */
function timesMachines(amount: string | null | undefined, machines: number): string | null | undefined {
  return amount != null && isDecimal(amount) ? times(amount, machines) : amount;
}

const times = (decimal: string, count: number): string =>
  plainDecimal(scaledDecimal(decimal) * BigInt(count));

/** Exact total of each charge in a preview, by its key. Lines on hold add nothing. */
export function totalsByCharge(runs: PricingPreview['runs']): Map<string, string> {
  const totals = new Map<string, bigint>();
  for (const { charge, amount } of runs.flatMap(({ lines }) => lines))
    totals.set(charge, (totals.get(charge) ?? 0n) + scaledDecimal(amount ?? '0'));
  return new Map([...totals].map(([charge, total]) => [charge, plainDecimal(total)]));
}
