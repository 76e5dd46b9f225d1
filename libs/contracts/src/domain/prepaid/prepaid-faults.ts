import { Exact, type FieldFault } from '#platform/domain';
import { isDate } from '../calendar/local-dates.js';
import type { ChargeFields } from '../charges/charge-fields.js';
import { kindOf } from '../charges/charge-kind.js';

const MAX_MONTHS = 600;
const DECIMAL = /^\d{1,26}(\.\d{1,12})?$/;

/**
 * Returns true when units of a charge can be prepaid. They need their own price, which amounts and charges that are
 * priced as a whole don't have.
 */
export function canBePrepaid({ pricing }: Pick<ChargeFields, 'pricing'>): boolean {
  return (
    ['unit', 'graduated', 'volume', 'stairstep', 'package'].includes(pricing.model) &&
    kindOf(pricing) === 'usage' &&
    !pricing.commitment &&
    !pricing.minInstalments
  );
}

/** Validates the prepaid credits that a charge sells; errors are below `/charges/INDEX`. */
export function findPrepaidFaults(
  { prepaid, pricing, due, dueOn, perMachine }: ChargeFields,
  index: number,
  { charges, startsOn }: { readonly charges: readonly ChargeFields[]; readonly startsOn: string },
): FieldFault[] {
  if (!prepaid) return [];
  const at = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
    pointer: `/charges/${index}/${field}`,
    code: `contracts.${code}`,
    params,
  });
  if (pricing.model !== 'flat' || due !== 'once') return [at('prepaid', 'prepaid_not_once')];
  const { chargeKey, quantity, expiresOn = null, expiresAfterMonths = null } = prepaid;
  const sold = charges.find(({ key }) => key === chargeKey);
  const isByMachine = sold?.pricing.pooling === 'per_machine';
  return [
    ...(!DECIMAL.test(quantity)
      ? [at('prepaid/quantity', 'decimal_malformed', { value: quantity })]
      : new Exact(quantity).isZero()
        ? [at('prepaid/quantity', 'value_not_positive')]
        : []),
    ...(sold && canBePrepaid(sold)
      ? isByMachine === perMachine
        ? []
        : [at('perMachine', isByMachine ? 'prepaid_by_machine' : 'prepaid_of_pool')]
      : [at('prepaid/chargeKey', sold ? 'prepaid_not_priced' : 'prepaid_charge_missing')]),
    ...(expiresOn !== null && expiresAfterMonths !== null
      ? [at('prepaid/expiresAfterMonths', 'prepaid_expires_twice')]
      : []),
    ...(expiresOn === null
      ? []
      : !isDate(expiresOn)
        ? [at('prepaid/expiresOn', 'date_malformed', { value: expiresOn })]
        : expiresOn < (dueOn ?? startsOn)
          ? [at('prepaid/expiresOn', 'prepaid_expired')]
          : []),
    ...(expiresAfterMonths === null ||
    (Number.isInteger(expiresAfterMonths) && expiresAfterMonths >= 1 && expiresAfterMonths <= MAX_MONTHS)
      ? []
      : [at('prepaid/expiresAfterMonths', 'prepaid_months_out_of_range', { min: 1, max: MAX_MONTHS })]),
  ];
}
