import { useTranslation } from 'react-i18next';
import type { KitDelivery } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { isOverdue } from './kit-status.js';
import classes from './predicted-date.module.css';

/** Predicted due date of a kit with its basis: the machine's running hours, in total and per day. */
export function PredictedDate({ delivery }: { readonly delivery: KitDelivery }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  if (delivery.predictedOn === null) {
    return (
      <span className={classes.basis}>
        {delivery.unknownReason === null
          ? t('maker:parts.noPrediction')
          : text('maker:parts.unknownReason', delivery.unknownReason)}
      </span>
    );
  }
  const range =
    delivery.predictedFrom === null || delivery.predictedTo === null
      ? ''
      : t('maker:parts.range', {
          from: format.shortDate(`${delivery.predictedFrom}T00:00:00Z`, 'UTC'),
          to: format.shortDate(`${delivery.predictedTo}T00:00:00Z`, 'UTC'),
        });
  return (
    <span>
      {isOverdue(delivery) ? (
        <span className={classes.overdue}>
          {t('maker:parts.overdue', {
            hours: format.quantity(Math.abs(Number(delivery.hoursLeft)), 'h', 0),
          })}
        </span>
      ) : (
        <span className={classes.date}>{`≈ ${day(delivery.predictedOn)}`}</span>
      )}{' '}
      <span className={classes.basis}>
        {[
          isOverdue(delivery) ? '' : range,
          delivery.hoursNow === null || delivery.hoursPerDay === null
            ? ''
            : t('maker:parts.basis', {
                now: format.quantity(Number(delivery.hoursNow), 'h', 0),
                due: format.quantity(Number(delivery.dueHours), 'h', 0),
                perDay: format.quantity(Number(delivery.hoursPerDay), 'h', 1),
              }),
        ]
          .filter((part) => part !== '')
          .join('; ')}
      </span>
    </span>
  );
}
