import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { PlannedDebit } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import { RECEIVABLES, startOf } from '../amounts.js';
import classes from '../rows.module.css';
import { CreditorSelect } from './creditor-select.js';

interface CreateDebitFileDialogProps {
  /** The legal entities that collect by direct debit, at least one. */
  readonly legalEntityIds: readonly string[];
  readonly onClose: () => void;
}

/** Days until the proposed collection. Most documents are due within two weeks. */
const PROPOSED_DAYS = 5;

/** Creates a debit file for a day, with a preview of the documents that it collects. */
export function CreateDebitFileDialog({ legalEntityIds, onClose }: CreateDebitFileDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { form, sending, summary, submit } = useServerForm(
    { legalEntityId: legalEntityIds[0]!, collectOn: laterDay(format.zone) },
    async (body) => {
      const file = await request('POST', '/debit-files', { body, idempotencyKey });
      await stale(...RECEIVABLES);
      toastDone(t('maker:debit.created', { count: file.debitCount }));
      onClose();
    },
  );
  const { legalEntityId, collectOn } = form.values;
  return (
    <FormDialog
      title={t('maker:debit.createTitle')}
      verb={t('maker:debit.create')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={720}
    >
      <p>{t('maker:debit.effect')}</p>
      <CreditorSelect legalEntityIds={legalEntityIds} {...form.getInputProps('legalEntityId')} />
      <DateField
        label={t('maker:debit.collectOn')}
        description={t('maker:debit.collectOnHint')}
        {...form.getInputProps('collectOn')}
      />
      {collectOn === '' ? null : <Preview legalEntityId={legalEntityId} collectOn={collectOn} />}
    </FormDialog>
  );
}

function laterDay(zone: string): string {
  const later = productNow() + PROPOSED_DAYS * 86_400_000;
  return instantToWallTime(later, zone).slice(0, 10);
}

function Preview({
  legalEntityId,
  collectOn,
}: {
  readonly legalEntityId: string;
  readonly collectOn: string;
}) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const plan = useOne('debit-files', '/debit-files/preview', { query: { legalEntityId, collectOn } });
  if (plan.isError) return <p role="alert">{problemText(problemOf(plan.error), t, i18n)}</p>;
  if (plan.data === undefined) return null;
  const { items, debitCount, total, account } = plan.data;
  if (items.length === 0) return <p className={classes.quiet}>{t('maker:debit.none')}</p>;
  return (
    <>
      <p>
        <b>{t('maker:debit.collected', { count: debitCount })}</b>
        {` · ${format.money(total.amount, total.currency)} · ${t('maker:debit.account')} ${account}`}
      </p>
      <DataTable<PlannedDebit>
        label={t('maker:debit.documents')}
        rowKey={({ document }) => document.id}
        rows={items}
        columns={columnsOf(t, format)}
      />
    </>
  );
}

function columnsOf(t: ReturnType<typeof useTranslation>['t'], format: Format): Column<PlannedDebit>[] {
  return [
    {
      key: 'document',
      header: t('maker:debit.document'),
      width: 'minmax(150px, 1.2fr)',
      phone: 'title',
      cell: ({ document, customer }) => (
        <span className={classes.lines}>
          {document.number}
          <span className={classes.quiet}>{customer.name}</span>
        </span>
      ),
    },
    {
      key: 'due',
      header: t('maker:debit.due'),
      width: '120px',
      phone: 'third',
      cell: ({ dueOn }) => format.date(startOf(dueOn), 'UTC'),
    },
    {
      key: 'state',
      header: t('maker:debit.state'),
      width: 'minmax(160px, 1.2fr)',
      phone: 'second',
      cell: ({ exclusion }) =>
        exclusion === null ? (
          t('maker:debit.willCollect')
        ) : (
          <span className={classes.quiet}>{t(`maker:debit.exclusion.${exclusion}`)}</span>
        ),
    },
    {
      key: 'amount',
      header: t('maker:debit.amount'),
      width: '130px',
      numeric: true,
      phone: 'side',
      cell: ({ amount }) => <Money amount={amount.amount} currency={amount.currency} />,
    },
  ];
}
