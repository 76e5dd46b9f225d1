import { IconFileTypePdf } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReminderLetter } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { CustomerLink } from '../../places/customer-link.js';
import { startOf } from '../amounts.js';
import classes from '../rows.module.css';

interface LetterHistoryProps {
  readonly legalEntityId?: string;
  readonly customerId?: string;
}

/** Letters that were sent or are queued, latest first; renders nothing if there are none. */
export function LetterHistory(query: LetterHistoryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useList('receivables', '/reminder-letters', { query });
  if (list.items.length === 0) return null;
  return (
    <Section flush title={t('maker:reminder.history')}>
      <DataTable<ReminderLetter>
        label={t('maker:reminder.history')}
        rowKey={({ id }) => id}
        rows={list.items}
        columns={columnsOf(t, format)}
        foot={<LoadMore query={list.query} />}
      />
    </Section>
  );
}

function columnsOf(t: ReturnType<typeof useTranslation>['t'], format: Format): Column<ReminderLetter>[] {
  return [
    {
      key: 'customer',
      header: t('maker:life.customer'),
      width: 'minmax(160px, 1.4fr)',
      phone: 'title',
      cell: ({ customer }) => <CustomerLink customer={customer} />,
    },
    {
      key: 'text',
      header: t('maker:reminder.letter'),
      width: 'minmax(150px, 1fr)',
      phone: 'second',
      cell: ({ text, reminderCount }) => (
        <span className={classes.lines}>
          {t(`maker:reminder.text.${text}`)}
          <span className={classes.quiet}>{t('maker:reminder.count', { count: reminderCount })}</span>
        </span>
      ),
    },
    {
      key: 'mail',
      header: t('maker:reminder.email'),
      width: 'minmax(200px, 1.6fr)',
      phone: 'third',
      cell: ({ mail }) => (
        <span className={classes.lines}>
          {t(`maker:mailing.state.${mail.state}`, { email: mail.recipient })}
          {mail.error === null ? null : (
            <span className={classes.quiet}>{t('maker:mailing.serverSays', { text: mail.error })}</span>
          )}
        </span>
      ),
    },
    {
      key: 'day',
      header: t('maker:reminder.day'),
      width: 'minmax(130px, 0.8fr)',
      phone: 'side',
      cell: ({ writtenOn, madeBy }) => (
        <span className={classes.lines}>
          {format.date(startOf(writtenOn), 'UTC')}
          {madeBy === null ? null : <span className={classes.quiet}>{madeBy}</span>}
        </span>
      ),
    },
    {
      key: 'pdf',
      header: '',
      width: '90px',
      phone: 'side2',
      cell: ({ id, reminderCount }) =>
        reminderCount === 0 ? null : (
          <a href={`/api/v1/reminder-letters/${id}/pdf`} target="_blank" rel="noreferrer">
            <IconFileTypePdf size={15} stroke={1.75} aria-hidden /> PDF
          </a>
        ),
    },
  ];
}
