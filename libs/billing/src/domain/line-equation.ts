import { Exact, fromMinor } from '#platform';
import type { DraftLine } from './compose-draft.js';

export interface EquationTerm {
  readonly code: string;
  /** Decimal; null where it is not known. */
  readonly value: string | null;
  /** UCUM, or the currency. */
  readonly unit: string;
}

/** How a line's amount comes about, term by term, from the line's own figures; the portal writes it as one equation. */
export function equationOf(
  line: Pick<DraftLine, 'kind' | 'params' | 'quantity' | 'unit' | 'unitPrice' | 'amountMinor'>,
  currency: string,
): EquationTerm[] {
  const amount: EquationTerm = {
    code: 'amount',
    value: line.amountMinor === null ? null : fromMinor(line.amountMinor, currency),
    unit: currency,
  };
  switch (line.kind) {
    case 'base': {
      const { monthlyAmount, days, of } = line.params;
      const exact = new Exact(String(monthlyAmount))
        .times(Number(days))
        .div(Number(of))
        .toSignificantDigits(20)
        .toFixed();
      return [
        { code: 'monthly_amount', value: String(monthlyAmount), unit: currency },
        { code: 'days_billed', value: String(days), unit: 'd' },
        { code: 'days_of_month', value: String(of), unit: 'd' },
        { code: 'before_rounding', value: exact, unit: currency },
        amount,
      ];
    }
    case 'usage':
      return usageEquation(line, amount, currency);
    case 'kit':
      return [
        { code: 'kits', value: line.quantity, unit: '1' },
        { code: 'price_per_kit', value: line.unitPrice, unit: currency },
        amount,
      ];
  }
}

function usageEquation(
  line: Pick<DraftLine, 'params' | 'quantity' | 'unit' | 'unitPrice'>,
  amount: EquationTerm,
  currency: string,
): EquationTerm[] {
  const held = String(line.params.heldQuantity ?? '0');
  const isKnown = line.quantity !== null || !new Exact(held).isZero();
  const counted = isKnown ? new Exact(line.quantity ?? '0').plus(held).toFixed() : null;
  const overage =
    line.params.overage === null || line.params.overage === undefined ? null : String(line.params.overage);
  return [
    { code: 'counted', value: counted, unit: line.unit },
    { code: 'held', value: held, unit: line.unit },
    { code: 'billed', value: line.quantity, unit: line.unit },
    { code: 'included', value: String(line.params.included), unit: line.unit },
    { code: 'overage', value: overage, unit: line.unit },
    { code: 'unit_price', value: line.unitPrice, unit: currency },
    {
      code: 'before_rounding',
      value:
        overage === null || line.unitPrice === null
          ? null
          : new Exact(overage).times(line.unitPrice).toFixed(),
      unit: currency,
    },
    amount,
  ];
}
