import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MonthCheck, MonthClose } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { placeOfCheck } from './check-places.js';
import classes from './month-close.module.css';

/** Checks before a month is closed, each with the number and amounts of its open items and a link to their page. */
export function MonthChecks({ close }: { readonly close: MonthClose }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t('maker:close.checks')} aside={t('maker:close.checksWhat')} flush>
      <DataTable<MonthCheck>
        label={t('maker:close.checks')}
        rowKey={(row) => row.key}
        rows={close.checks}
        columns={[
          {
            key: 'check',
            header: t('maker:close.check'),
            width: 'minmax(240px, 1.4fr)',
            phone: 'title',
            cell: (row) => <CheckName check={row} close={close} />,
          },
          {
            key: 'count',
            header: t('maker:close.count'),
            width: '120px',
            numeric: true,
            phone: 'side',
            cell: ({ count }) =>
              count === 0 ? (
                <StateBadge state="done">{t('maker:close.done')}</StateBadge>
              ) : (
                <b>{format.number(String(count))}</b>
              ),
          },
          {
            key: 'amounts',
            header: t('maker:close.amounts'),
            width: 'minmax(180px, 1fr)',
            numeric: true,
            phone: 'second',
            cell: ({ amounts }) =>
              format.listed(amounts.map(({ amount, currency }) => format.money(amount, currency))),
          },
        ]}
      />
    </Section>
  );
}

function CheckName({ check, close }: { readonly check: MonthCheck; readonly close: MonthClose }) {
  const { t } = useTranslation();
  const place = placeOfCheck(check.key, close);
  const name = t(`maker:close.key.${check.key}`);
  return (
    <span className={classes.check}>
      {place === undefined || check.count === 0 ? (
        name
      ) : (
        <Link to={place.to} search={place.search}>
          {name}
        </Link>
      )}
      {check.subjects.length === 0 ? null : (
        <span className={classes.subjects}>
          {check.subjects.map(({ id, number }) =>
            check.key === 'unbilled' ? (
              <Link
                key={id}
                to="/contracts/$contractId"
                params={{ contractId: id }}
                search={{ tab: 'usage' }}
              >
                {number}
              </Link>
            ) : (
              <Link key={id} to="/billing/$invoiceId" params={{ invoiceId: id }}>
                {number}
              </Link>
            ),
          )}
        </span>
      )}
    </span>
  );
}
