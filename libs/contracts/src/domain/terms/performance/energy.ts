import { type AmountPrecision, Exact } from '#platform/domain';
import { asAmount } from '../amount.js';

/** The guaranteed energy per cubic metre, and the price of a kilowatt-hour beyond it, as decimal strings. */
export interface EnergyTerm {
  readonly kwhPerM3: string;
  readonly kwhPrice: string;
}

export interface EnergyFacts {
  readonly kwh: string;
  readonly m3: string;
}

export interface EnergyResult {
  /** Energy per cubic metre in kWh/m³, as printed; null if no air was delivered. */
  readonly actual: string | null;
  readonly excessKwh: string;
  readonly credit: string;
}

/** Number of decimals of the printed energy per cubic metre. */
const DECIMALS = 5;

/**
 * Calculates the credit for the energy beyond the guarantee, from the exact quantities and not from the printed figure
 * (docs/rules/service-levels.md#energy-guarantee).
 */
export function evaluateEnergy(
  term: EnergyTerm,
  facts: EnergyFacts,
  precision: AmountPrecision,
): EnergyResult {
  const [kwh, m3] = [new Exact(facts.kwh), new Exact(facts.m3)];
  const excess = Exact.max(kwh.minus(m3.times(term.kwhPerM3)), 0);
  return {
    actual: m3.isZero() ? null : kwh.div(m3).toFixed(DECIMALS, Exact.ROUND_HALF_UP),
    excessKwh: excess.toFixed(),
    credit: asAmount(excess.times(term.kwhPrice), precision),
  };
}
