import { useTranslation } from 'react-i18next';
import { useOne } from '../../../api/use-one.js';
import { Money } from '../../../ui/values/money.js';
import { isZero } from '../amounts.js';
import { groupByCurrency } from './ageing.js';
import classes from './overdue-money.module.css';

/** The overdue amount in each currency, as a link to the overdue documents. Renders nothing until it is loaded. */
export function OverdueMoney() {
  const { t } = useTranslation();
  const rows = useOne('receivables', '/receivables/ageing').data?.rows;
  if (rows === undefined) return null;
  const overdue = groupByCurrency(rows).filter((of) => !isZero(of.overdue));
  if (overdue.length === 0) return <p className={classes.none}>{t('maker:receivables.nothingOverdue')}</p>;
  return (
    <ul className={classes.currencies}>
      {overdue.map(({ currency, overdue: { amount }, overdueCustomers }) => (
        <li key={currency}>
          <Money
            amount={amount}
            currency={currency}
            strong
            to="/receivables"
            search={{ tab: 'items', currency, show: 'overdue' }}
          />
          <span className={classes.none}>
            {t('maker:receivables.customerCount', { count: overdueCustomers })}
          </span>
        </li>
      ))}
    </ul>
  );
}
