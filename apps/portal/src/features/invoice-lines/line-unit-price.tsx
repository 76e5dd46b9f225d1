import type { ReactNode } from 'react';
import type { InvoiceLine } from '../../api/types.js';
import { formatUnit } from '../../format/unit.js';
import { Quantity } from '../../ui/values/quantity.js';

/** Unit price of a line as a table cell; empty if it has none. */
export function lineUnitPrice({ unitPrice, unit }: Pick<InvoiceLine, 'unitPrice' | 'unit'>): ReactNode {
  if (unitPrice === null) return '';
  const written = formatUnit(unit);
  return <Quantity value={unitPrice} unit={written === '' ? '' : `/ ${written}`} exact />;
}
