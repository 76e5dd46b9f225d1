import { Exact } from '#platform/domain';

/** A state of a gas: temperature in degrees Celsius and absolute pressure in millibars, decimals. */
export interface GasState {
  readonly celsius: string;
  readonly mbar: string;
}

/** Conversion of a volume that is metered in one state and billed in another. */
export interface ReferenceConditions {
  readonly from: GasState;
  readonly to: GasState;
}

const ZERO_CELSIUS_IN_KELVIN = '273.15';
/**
 * Number of decimals of printed reference factors. Factors are applied as printed
 * (docs/rules/metering.md#reference-conditions).
 */
const PRINTED_DECIMALS = 5;

const kelvin = ({ celsius }: GasState): Exact => new Exact(celsius).plus(ZERO_CELSIUS_IN_KELVIN);

/** Returns true when a state is physically possible: above absolute zero and at a pressure above zero. */
export function isPossibleState(state: GasState): boolean {
  return kelvin(state).gt(0) && new Exact(state.mbar).gt(0);
}

/**
 * Returns the volume of a cubic metre in the other state, by the ideal gas law: the ratio of the pressures, times the
 * inverse ratio of the absolute temperatures. A normal cubic metre (0 °C, 1013.25 mbar) has a volume of 1.08744 m³ at
 * 20 °C and 1000 mbar.
 */
export function referenceFactor({ from, to }: ReferenceConditions): Exact {
  return new Exact(from.mbar)
    .times(kelvin(to))
    .div(new Exact(to.mbar).times(kelvin(from)))
    .toDecimalPlaces(PRINTED_DECIMALS, Exact.ROUND_HALF_UP);
}
