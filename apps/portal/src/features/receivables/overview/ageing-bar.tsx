import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { isZero } from '../amounts.js';
import { AGEING_CLASSES, type AgeingBar, type CurrencyAgeing } from './ageing.js';
import classes from './ageing-chart.module.css';

/** The open amounts of a customer as a stacked bar by days overdue. The table beside it contains the amounts. */
export function StackedBar({ row }: { readonly row: AgeingBar }) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = AGEING_CLASSES.filter((name) => !isZero(row[name]));
  return (
    <div className={classes.bar} aria-hidden>
      {parts.map((name) => (
        <span
          key={name}
          className={`${classes.part} ${classes[name]}`}
          style={{ width: `${row.shares[name] * 100}%` }}
          title={`${t(`maker:receivables.class.${name}`)}: ${format.money(row[name].amount, row[name].currency)}`}
        />
      ))}
    </div>
  );
}

/** The classes of days overdue with their colours and totals. */
export function AgeingLegend({ of }: { readonly of: CurrencyAgeing }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={classes.legend} aria-label={t('maker:receivables.byClass')}>
      {AGEING_CLASSES.map((name) => (
        <li key={name}>
          <span className={`${classes.part} ${classes[name]}`} aria-hidden />
          {t(`maker:receivables.class.${name}`)}
          {isZero(of.classes[name]) ? null : <b>{format.money(of.classes[name].amount, of.currency)}</b>}
        </li>
      ))}
    </ul>
  );
}
