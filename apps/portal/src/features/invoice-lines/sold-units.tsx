import { useTranslation } from 'react-i18next';
import type { InvoiceLine } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { Quantity } from '../../ui/values/quantity.js';

interface SoldUnitsProps {
  readonly line: Pick<InvoiceLine, 'params' | 'corrects'>;
  readonly className?: string | undefined;
}

/** Prepaid credits that a line sells, and their expiry; renders nothing for other lines. */
export function SoldUnits({ line: { params, corrects }, className }: SoldUnitsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { sold, soldUnit, soldUntil } = params;
  if (corrects !== null || typeof sold !== 'string') return null;
  const day = typeof soldUntil === 'string' ? format.date(`${soldUntil}T12:00:00Z`, 'UTC') : null;
  return (
    <>
      <Quantity value={sold} unit={String(soldUnit ?? '')} exact />
      <span className={className}>
        {day === null ? t('takeover.sold') : t('takeover.soldUntil', { day })}
      </span>
    </>
  );
}
