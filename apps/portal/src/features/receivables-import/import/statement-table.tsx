import { useTranslation } from 'react-i18next';
import type { StatementSummary } from '../../../api/types.js';
import { formatAccountNumber } from '../../../format/account-number.js';
import { useFormat } from '../../../format/use-format.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import classes from './import.module.css';

/**
 * The statements of a file: account, days, lines and amounts. The opening balance plus the lines equals the closing
 * balance.
 */
export function StatementTable({ statements }: { readonly statements: readonly StatementSummary[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const day = (text: string): string => format.date(`${text}T00:00:00Z`, 'UTC');
  const daysOf = ({ firstDay, lastDay }: StatementSummary): string | null =>
    firstDay === null || lastDay === null
      ? null
      : firstDay === lastDay
        ? day(firstDay)
        : `${day(firstDay)} – ${day(lastDay)}`;
  const amount = (
    key: 'openingBalance' | 'received' | 'sent' | 'closingBalance',
  ): Column<StatementSummary> => ({
    key,
    header: t(`maker:statements.${key}`),
    width: '108px',
    numeric: true,
    phone: key === 'received' ? 'side' : key === 'closingBalance' ? 'side2' : 'hide',
    cell: (row) => <Money amount={row[key]} currency={row.currency} withoutCode />,
  });
  const columns: Column<StatementSummary>[] = [
    {
      key: 'account',
      header: t('maker:statements.account'),
      width: 'minmax(200px, 1fr)',
      phone: 'title',
      cell: (row) => (
        <span className={classes.account}>
          <b>{formatAccountNumber(row.account)}</b>
          <span className={classes.note}>
            {[
              row.currency,
              daysOf(row),
              row.statementNumber === null
                ? null
                : t('maker:statements.number', { number: row.statementNumber }),
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
        </span>
      ),
    },
    {
      key: 'lines',
      header: t('maker:statements.lines'),
      width: '44px',
      numeric: true,
      phone: 'hide',
      cell: (row) => format.number(row.lines, 0),
    },
    amount('openingBalance'),
    amount('received'),
    amount('sent'),
    amount('closingBalance'),
  ];
  return (
    <DataTable<StatementSummary>
      label={t('maker:statements.accounts')}
      columns={columns}
      rowKey={(row) =>
        [row.account, row.currency, row.statementNumber, row.firstDay, row.openingBalance].join(' ')
      }
      rows={statements}
    />
  );
}
