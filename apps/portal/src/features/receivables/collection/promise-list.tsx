import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { PaymentPromise } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import { RECEIVABLES, startOf } from '../amounts.js';

interface PromiseListProps {
  readonly customerId?: string;
  readonly documentId?: string;
}

/** Promises to pay of a customer or for a document, the latest day first; renders nothing if there are none. */
export function PromiseList(query: PromiseListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const stale = useStale();
  const { items } = useList('receivables', '/payment-promises', { query });
  if (items.length === 0) return null;
  const withdraw = async (id: string): Promise<void> => {
    await request('POST', '/payment-promises/{id}/withdraw', { path: { id } });
    await stale(...RECEIVABLES);
  };
  return (
    <Section flush title={t('maker:collection.promises')}>
      <DataTable<PaymentPromise>
        label={t('maker:collection.promises')}
        rowKey={({ id }) => id}
        rows={items}
        columns={columnsOf(t, format, may('receivables.remind') ? (id) => void withdraw(id) : undefined)}
      />
    </Section>
  );
}

function columnsOf(
  t: ReturnType<typeof useTranslation>['t'],
  format: Format,
  onWithdraw: ((id: string) => void) | undefined,
): Column<PaymentPromise>[] {
  return [
    {
      key: 'day',
      header: t('maker:collection.promisedOn'),
      width: '120px',
      phone: 'title',
      cell: ({ promisedOn }) => format.date(startOf(promisedOn), 'UTC'),
    },
    {
      key: 'document',
      header: t('maker:invoice.number'),
      width: 'minmax(140px, 0.8fr)',
      phone: 'third',
      cell: ({ document }) => (
        <Link to="/billing/$invoiceId" params={{ invoiceId: document.documentId }}>
          {document.number}
        </Link>
      ),
    },
    {
      key: 'state',
      header: t('maker:alarms.state'),
      width: '120px',
      phone: 'second',
      cell: ({ state }) => t(`maker:collection.promiseState.${state}`),
    },
    {
      key: 'note',
      header: t('maker:collection.note'),
      width: 'minmax(160px, 1.4fr)',
      phone: 'hide',
      cell: ({ note, recordedBy }) => format.listed([note, recordedBy ?? ''].filter((part) => part !== '')),
    },
    {
      key: 'amount',
      header: t('maker:collection.amount'),
      width: '140px',
      numeric: true,
      phone: 'side',
      cell: ({ amount }) => <Money amount={amount.amount} currency={amount.currency} />,
    },
    ...(onWithdraw === undefined
      ? []
      : [
          {
            key: 'action',
            header: '',
            width: '120px',
            phone: 'side2' as const,
            cell: ({ id, state }: PaymentPromise) =>
              state === 'pending' || state === 'broken' ? (
                <Button variant="default" size="xs" onClick={() => onWithdraw(id)}>
                  {t('maker:collection.withdraw')}
                </Button>
              ) : null,
          },
        ]),
  ];
}
