import { useTranslation } from 'react-i18next';
import type { DecisionEffect } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { Money } from '../../ui/values/money.js';
import { Quantity } from '../../ui/values/quantity.js';
import classes from './exceptions.module.css';

/** Effect of an option on the month compared with the current figures, and the calculation of an estimate. */
export function EffectTable({ effect, unit }: { readonly effect: DecisionEffect; readonly unit: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { before, after, estimate } = effect;
  const rows = [
    [t('maker:usage.quantity'), before.quantity, after.quantity],
    [t('quantity.estimated'), before.estimatedQuantity, after.estimatedQuantity],
    [t('quantity.held'), before.heldQuantity, after.heldQuantity],
    [t('quantity.unbilled'), before.unbilledQuantity, after.unbilledQuantity],
  ] as const;
  return (
    <>
      <table className={classes.effect}>
        <thead>
          <tr>
            <th scope="col">{format.month(`${effect.month}-15T12:00:00Z`, 'UTC')}</th>
            <th scope="col">{t('maker:exceptions.now')}</th>
            <th scope="col">{t('maker:exceptions.then')}</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(([, now, then], index) => index === 0 || now !== then)
            .map(([name, now, then]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <Quantity value={now} unit={unit} />
                </td>
                <td>
                  <Quantity value={then} unit={unit} strong />
                </td>
              </tr>
            ))}
          {before.amount === null && after.amount === null ? null : (
            <tr>
              <th scope="row">{t('maker:exceptions.amount')}</th>
              <td>
                <Money amount={before.amount?.amount} currency={(before.amount ?? after.amount)!.currency} />
              </td>
              <td>
                <Money
                  amount={after.amount?.amount}
                  currency={(before.amount ?? after.amount)!.currency}
                  strong
                />
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {estimate === null ? null : (
        <div className={classes.working}>
          <p>
            {t('maker:exceptions.working', {
              quantity: format.quantity(estimate.quantity, unit),
              hours: format.number(estimate.hours),
            })}
          </p>
          <ul>
            {estimate.working.map(({ day, hours, quantity }) => (
              <li key={day}>
                {t('maker:exceptions.workingLine', {
                  day: format.date(`${day}T00:00:00Z`, 'UTC'),
                  hours: format.number(hours),
                  quantity: format.quantity(quantity, unit),
                })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {effect.needsSecond ? <p className={classes.note}>{t('maker:exceptions.needsSecond')}</p> : null}
    </>
  );
}
