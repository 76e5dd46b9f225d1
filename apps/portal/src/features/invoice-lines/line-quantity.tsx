import { useTranslation } from 'react-i18next';
import type { InvoiceLine } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { Quantity } from '../../ui/values/quantity.js';
import { LineDays } from './line-days.js';
import classes from './line-quantity.module.css';
import { SoldUnits } from './sold-units.js';

const isAbove = (value: unknown): value is string => typeof value === 'string' && Number(value) > 0;

/**
 * Quantity of an invoice line, with its estimated part, the part covered by the base fee (after which the price
 * applies), and the part paid with prepaid credits.
 */
export function LineQuantity({ line }: { readonly line: InvoiceLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (line.quantity === null) return <SoldUnits line={line} className={classes.part} />;
  const { included, prepaid, estimatedQuantity: estimated } = line.corrects === null ? line.params : {};
  const quantity = (value: string): string => format.quantity(value, line.unit);
  return (
    <>
      <Quantity value={line.quantity} unit={line.unit} exact />
      <LineDays line={line} className={classes.part} />
      {estimated === null ? <span className={classes.estimated}>{t('quantity.estimatedInPart')}</span> : null}
      {isAbove(estimated) ? (
        <span className={classes.estimated}>
          {t('quantity.ofItEstimated')} {quantity(estimated)}
        </span>
      ) : null}
      {isAbove(included) ? (
        <span className={classes.part}>{t('quantity.included', { quantity: quantity(included) })}</span>
      ) : null}
      {isAbove(prepaid) ? (
        <span className={classes.part}>{t('takeover.prepaidOf', { quantity: quantity(prepaid) })}</span>
      ) : null}
    </>
  );
}
