import { Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { LegalEntity, PreviewedLetter } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { CustomerLink } from '../../places/customer-link.js';
import { RECEIVABLES } from '../amounts.js';
import classes from '../rows.module.css';
import { ExcludedDocuments } from './excluded-documents.js';
import { sumByCurrency } from './sum-by-currency.js';

/** The letters that are due today, one per buyer, and the overdue documents that are left out. */
export function RemindersToSend({ entity }: { readonly entity: LegalEntity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const stale = useStale();
  /** Buyers to remind; null for all. */
  const [sending, setSending] = useState<readonly string[] | null>();
  const query = useOne('receivables', '/reminder-runs/preview', { query: { legalEntityId: entity.id } });
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonRows rows={4} />;
  const { letters, excluded } = query.data;
  const canSend = may('receivables.remind');
  const send = async (): Promise<void> => {
    const body = { legalEntityId: entity.id, ...(sending && { buyerIds: [...sending] }) };
    const run = await request('POST', '/reminder-runs', { body, idempotencyKey: crypto.randomUUID() });
    await stale(...RECEIVABLES);
    toastDone(t('maker:reminder.sent', { count: run.letters }));
  };
  return (
    <>
      <Section
        flush
        title={t('maker:reminder.toSend')}
        action={
          canSend && letters.length > 0 ? (
            <Button size="xs" onClick={() => setSending(null)}>
              {t('maker:reminder.sendAll', { count: letters.length })}
            </Button>
          ) : undefined
        }
      >
        <DataTable<PreviewedLetter>
          label={t('maker:reminder.toSend')}
          rowKey={({ buyer }) => buyer.id}
          rows={letters}
          columns={columnsOf(t, format, canSend ? (id) => setSending([id]) : undefined)}
          empty={
            <EmptyState icon={IconMail} title={t('maker:reminder.noneDue')}>
              {t('maker:reminder.noneDueWhy')}
            </EmptyState>
          }
        />
      </Section>
      <ExcludedDocuments excluded={excluded} />
      <ConfirmDialog
        open={sending !== undefined}
        title={t('maker:reminder.sendTitle', { count: sending?.length ?? letters.length })}
        verb={t('maker:reminder.send')}
        onConfirm={send}
        onClose={() => setSending(undefined)}
      >
        <p>{t('maker:reminder.sendEffect')}</p>
      </ConfirmDialog>
    </>
  );
}

function columnsOf(
  t: ReturnType<typeof useTranslation>['t'],
  format: Format,
  onSend: ((buyerId: string) => void) | undefined,
): Column<PreviewedLetter>[] {
  const money = (amounts: Parameters<typeof sumByCurrency>[0]): string =>
    format.listed(sumByCurrency(amounts).map(({ amount, currency }) => format.money(amount, currency)));
  return [
    {
      key: 'buyer',
      header: t('maker:life.customer'),
      width: 'minmax(180px, 1.6fr)',
      phone: 'title',
      cell: ({ customer, buyer }) => (
        <span className={classes.lines}>
          <CustomerLink customer={customer} />
          {buyer.name === customer.name ? null : <span className={classes.quiet}>{buyer.name}</span>}
        </span>
      ),
    },
    {
      key: 'text',
      header: t('maker:reminder.letter'),
      width: 'minmax(150px, 1fr)',
      phone: 'second',
      cell: ({ text }) => t(`maker:reminder.text.${text}`),
    },
    {
      key: 'documents',
      header: t('maker:reminder.documents'),
      width: 'minmax(160px, 1.4fr)',
      phone: 'third',
      // Prevents line breaks at the hyphens of a number.
      cell: ({ reminders }) =>
        reminders.map(({ documentId, number }, index) => (
          <Fragment key={documentId}>
            {index === 0 ? null : ' · '}
            <span className={classes.whole}>{number}</span>
          </Fragment>
        )),
    },
    {
      key: 'open',
      header: t('maker:receivables.openAmount'),
      width: '150px',
      numeric: true,
      phone: 'side',
      cell: ({ reminders }) => money(reminders.map(({ open }) => open)),
    },
    {
      key: 'claims',
      header: t('maker:reminder.claims'),
      width: '150px',
      numeric: true,
      // On phones, the button takes the place of the amounts, which the letter contains.
      phone: 'hide',
      cell: ({ reminders }) =>
        money(reminders.flatMap(({ interest, lumpSum }) => [interest ?? [], lumpSum ?? []].flat())),
    },
    ...(onSend === undefined
      ? []
      : [
          {
            key: 'action',
            header: '',
            width: '110px',
            phone: 'side2' as const,
            cell: ({ buyer }: PreviewedLetter) => (
              <Button variant="default" size="xs" onClick={() => onSend(buyer.id)}>
                {t('maker:reminder.send')}
              </Button>
            ),
          },
        ]),
  ];
}
