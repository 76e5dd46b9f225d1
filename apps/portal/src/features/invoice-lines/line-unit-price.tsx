import type { ReactNode } from 'react';
import type { InvoiceLine } from '../../api/types.js';
import { writtenUnit } from '../../format/unit.js';
import { Quantity } from '../../ui/values/quantity.js';

/** What one unit of a line costs, as a cell of a table; empty where it has no such price. */
export function lineUnitPrice({ unitPrice, unit }: Pick<InvoiceLine, 'unitPrice' | 'unit'>): ReactNode {
  if (unitPrice === null) return '';
  const written = writtenUnit(unit);
  return <Quantity value={unitPrice} unit={written === '' ? '' : `/ ${written}`} exact />;
}
