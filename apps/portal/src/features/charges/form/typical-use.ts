import type { Charge, Pricing, PricingPreview } from '../../../api/types.js';
import { isDecimal, plainDecimal, scaledDecimal } from '../../../format/decimals.js';

/** What is previewed of a charge. */
export interface PreviewedCharge {
  readonly due: Charge['due'];
  readonly countsBy: Charge['countsBy'];
  readonly perMachine: boolean;
  readonly pricing: Pricing;
}

/** Body of `POST /pricing/preview`: each charge alone, named by its place. */
export interface DescribedUse {
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

/** After every ramp: the whole of a minimum. */
const LATE_MONTH = 1200;

/** How many months a charge's preview is of. */
export function previewedMonths({
  due,
  countsBy,
  pricing,
}: Pick<PreviewedCharge, 'due' | 'countsBy'> & { readonly pricing: Pick<Pricing, 'model'> }): 1 | 3 | 12 {
  if (pricing.model === 'flat') return due === 'yearly' ? 12 : due === 'quarterly' ? 3 : 1;
  return countsBy === 'year' ? 12 : 1;
}

/**
 * Charges and their use in a typical month, or in twelve of them where they count by the year.
 * @param quantity of a month, decimal; nothing while it is none
 */
export function describeTypicalUse(
  charges: readonly PreviewedCharge[],
  quantity: string,
  machines: number,
  currency: string,
): DescribedUse {
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

/** Whether a charge says what it costs, so that there is something to work out. */
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

/** Whether there are tiers, each with a price and all but the last with an end. */
function areTiers(tiers: Pricing['tiers']): boolean {
  if (!tiers || tiers.length === 0) return false;
  return tiers.every(
    ({ upTo, unitPrice, flatFee }, index) =>
      Boolean(unitPrice ?? flatFee) && (Boolean(upTo) || index === tiers.length - 1),
  );
}

/** A preview's amount for all machines; what is no number stays, and is refused at its field. */
function timesMachines(amount: string | null | undefined, machines: number): string | null | undefined {
  return amount != null && isDecimal(amount) ? times(amount, machines) : amount;
}

const times = (decimal: string, count: number): string =>
  plainDecimal(scaledDecimal(decimal) * BigInt(count));

/** What each charge of a preview comes to, exactly, by its key; a line that is held adds nothing. */
export function totalsByCharge(runs: PricingPreview['runs']): Map<string, string> {
  const totals = new Map<string, bigint>();
  for (const { charge, amount } of runs.flatMap(({ lines }) => lines))
    totals.set(charge, (totals.get(charge) ?? 0n) + scaledDecimal(amount ?? '0'));
  return new Map([...totals].map(([charge, total]) => [charge, plainDecimal(total)]));
}
