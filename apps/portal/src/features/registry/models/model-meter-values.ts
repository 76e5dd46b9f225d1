import type { BodyOf } from '../../../api/operations.js';
import type { ModelMeter } from '../../../api/types.js';
import { type BillingValues } from '../../charges/form/charge-values.js';
import { newMeter, toMeterTerms, toMeterValues } from '../../charges/meters/meter-values.js';

/** A gas's state in a form. */
export interface GasValues {
  readonly celsius: string;
  readonly mbar: string;
}

/** A model's meter in a form: how it measures stands where a contract's meters do, so that both have the same fields. */
export interface ModelMeterValues extends BillingValues {
  readonly name: string;
  /** Whether it is a gas that is billed in another state than it is metered in. */
  readonly converts: boolean;
  readonly reference: { readonly from: GasValues; readonly to: GasValues };
}

/** Metered at 1 bar and 20 °C, billed in normal cubic metres. */
const USUAL_REFERENCE = {
  from: { celsius: '20', mbar: '1000' },
  to: { celsius: '0', mbar: '1013.25' },
} as const;

export function toModelMeterValues(meter: ModelMeter | undefined): ModelMeterValues {
  return {
    machines: [],
    charges: [],
    name: meter?.name ?? '',
    converts: meter !== undefined && meter.reference !== null,
    reference: meter?.reference ?? USUAL_REFERENCE,
    meters: [
      meter === undefined
        ? newMeter()
        : toMeterValues({ ...meter, modulus: null, device: { id: '', code: '' } }),
    ],
  };
}

/** What is sent. */
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

/** What one unit in the one state is in the other, by the law of ideal gases, to be shown; null where something is no number. */
export function shownReferenceFactor({ from, to }: ModelMeterValues['reference']): number | null {
  const kelvin = ({ celsius }: GasValues): number =>
    (celsius.trim() === '' ? Number.NaN : Number(celsius)) + ZERO_CELSIUS_IN_KELVIN;
  const factor = (Number(from.mbar) * kelvin(to)) / (Number(to.mbar) * kelvin(from));
  return Number.isFinite(factor) && factor > 0 ? factor : null;
}
