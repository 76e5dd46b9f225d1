import type { BodyOf } from '../../../api/operations.js';
import type { ModelMeter } from '../../../api/types.js';
import { type BillingValues } from '../../charges/form/charge-values.js';
import { newMeter, toMeterTerms, toMeterValues } from '../../charges/meters/meter-values.js';

/** Gas conditions in a form. */
export interface GasValues {
  readonly celsius: string;
  readonly mbar: string;
}

/**
 * A model meter in a form. Its measuring settings have the shape of a contract's meters, so that both use the same
 * fields.
 */
export interface ModelMeterValues extends BillingValues {
  readonly name: string;
  /** Whether a gas is metered and billed under different reference conditions. */
  readonly converts: boolean;
  readonly reference: { readonly from: GasValues; readonly to: GasValues };
}

/** Metered at 1 bar and 20 °C, billed in normal cubic metres. */
const DEFAULT_REFERENCE = {
  from: { celsius: '20', mbar: '1000' },
  to: { celsius: '0', mbar: '1013.25' },
} as const;

export function toModelMeterValues(meter: ModelMeter | undefined): ModelMeterValues {
  return {
    machines: [],
    charges: [],
    name: meter?.name ?? '',
    converts: meter !== undefined && meter.reference !== null,
    reference: meter?.reference ?? DEFAULT_REFERENCE,
    meters: [
      meter === undefined
        ? newMeter()
        : toMeterValues({ ...meter, modulus: null, device: { id: '', code: '' } }),
    ],
  };
}

/** Converts the form to the request. */
export function toModelMeterTerms({
  name,
  converts,
  reference,
  meters,
}: ModelMeterValues): BodyOf<'POST', '/models/{id}/meters'> {
  const { id: _id, deviceId: _deviceId, ...measuring } = toMeterTerms(meters[0]!, undefined);
  return { name, ...measuring, reference: converts ? reference : null };
}

const ZERO_CELSIUS_IN_KELVIN = 273.15;

/**
 * Returns the conversion factor between two gas conditions by the ideal gas law, for display only; null for invalid
 * numbers.
 */
export function shownReferenceFactor({ from, to }: ModelMeterValues['reference']): number | null {
  const kelvin = ({ celsius }: GasValues): number =>
    (celsius.trim() === '' ? Number.NaN : Number(celsius)) + ZERO_CELSIUS_IN_KELVIN;
  const factor = (Number(from.mbar) * kelvin(to)) / (Number(to.mbar) * kelvin(from));
  return Number.isFinite(factor) && factor > 0 ? factor : null;
}
