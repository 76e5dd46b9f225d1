import { Button } from '@mantine/core';
import { IconBook2, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PriceBookRow } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { productNow } from '../../../clock/clock.js';
import { BookDialog } from '../../../features/price-books/book-dialog.js';
import { instantToWallTime } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';

/** The maker's price books, each in one currency, with the version in force and the number of contracts. */
export function PriceBooksPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const priceBooks = useOne('price-books', '/price-books');
  const today = instantToWallTime(productNow(), 'UTC').slice(0, 10);
  const holding = ({ versions }: PriceBookRow) =>
    versions.find(
      ({ validFrom, validTo }) =>
        validFrom !== null && validFrom <= today && (validTo === null || validTo >= today),
    );
  const open = (bookId: string): void =>
    void navigate({ to: '/contracts/price-books/$bookId', params: { bookId } });
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('app:rail.contracts'), to: '/contracts' }]}
        title={t('maker:priceBooks.title')}
        actions={
          <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>
            {t('maker:priceBooks.add')}
          </Button>
        }
      />
      {priceBooks.isLoadingError ? (
        <ErrorState error={priceBooks.error} onRetry={() => void priceBooks.refetch()} />
      ) : priceBooks.data === undefined ? (
        <SkeletonRows />
      ) : (
        <DataTable<PriceBookRow>
          label={t('maker:priceBooks.title')}
          rowKey={(row) => row.id}
          rows={priceBooks.data.items}
          onOpen={(row) => open(row.id)}
          columns={[
            {
              key: 'name',
              header: t('maker:registry.name'),
              width: 'minmax(180px, 1fr)',
              phone: 'title',
              cell: (row) => <b>{row.name}</b>,
            },
            {
              key: 'code',
              header: t('maker:registry.code'),
              width: '160px',
              phone: 'second',
              cell: (row) => row.code,
            },
            {
              key: 'currency',
              header: t('maker:contracts.currency'),
              width: '100px',
              phone: 'side',
              cell: (row) => row.currency,
            },
            {
              key: 'now',
              header: t('maker:priceBooks.holds'),
              width: '240px',
              phone: 'third',
              phoneLabel: t('maker:priceBooks.holds'),
              cell: (row) => {
                const version = holding(row);
                return version?.validFrom
                  ? t('maker:priceBooks.versionFrom', {
                      number: version.number,
                      day: format.date(`${version.validFrom}T00:00:00Z`, 'UTC'),
                    })
                  : '—';
              },
            },
            {
              key: 'contracts',
              header: t('app:rail.contracts'),
              width: '110px',
              numeric: true,
              phone: 'side2',
              phoneLabel: t('app:rail.contracts'),
              cell: (row) => row.versions.reduce((sum, { contractCount }) => sum + contractCount, 0),
            },
          ]}
          empty={
            <EmptyState icon={IconBook2} title={t('maker:priceBooks.emptyTitle')}>
              {t('maker:priceBooks.emptyWhy')}
            </EmptyState>
          }
          foot={<KeyHints />}
        />
      )}
      {adding ? <BookDialog onAdded={open} onClose={() => setAdding(false)} /> : null}
    </div>
  );
}
