import { Button, Group } from '@mantine/core';
import { IconCalendarDue } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { MonthClose, RevenueRelease } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { Money } from '../../../ui/values/money.js';
import { QuerySection } from '../query-section.js';
import { DeferralDialog } from './deferral-dialog.js';

/** Deferred revenue of a month by currency, with buttons that release it and that set the start date. */
export function DeferredRevenueSection({ close }: { readonly close: MonthClose }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const stale = useStale();
  const [isEditing, setIsEditing] = useState(false);
  const { legalEntityId, month } = close;
  const path = { legalEntityId, month };
  const query = useOne('accounting-periods', '/accounting-periods/{legalEntityId}/{month}/revenue-release', {
    path,
  });
  const settings = useOne('deferral-settings', '/deferral-settings');
  const startsOn = settings.data?.items.find((one) => one.legalEntityId === legalEntityId)?.startsOn ?? null;
  const work = useWork();
  const rows = query.data?.items ?? [];
  const canRelease = close.state === 'open' && rows.some(({ documents }) => documents > 0);
  const release = () =>
    work.run(async () => {
      await request('POST', '/accounting-periods/{legalEntityId}/{month}/revenue-release', { path });
      await stale('accounting-periods', 'receivables');
    });
  const amount = (key: 'due' | 'released' | 'later', phone: 'side' | 'side2' | 'third') => ({
    key,
    header: t(`maker:close.${key}`),
    width: 'minmax(150px, 1fr)',
    numeric: true,
    phone,
    cell: (row: RevenueRelease) => <Money amount={row[key].amount} currency={row[key].currency} />,
  });
  return (
    <QuerySection
      title={t('maker:close.deferred')}
      what={
        startsOn === null
          ? t('maker:close.deferralOff')
          : t('maker:close.deferralFrom', { day: format.date(`${startsOn}T00:00:00Z`, 'UTC') })
      }
      action={
        may('accounting.write') ? (
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => setIsEditing(true)}>
              {t('maker:close.deferralEdit')}
            </Button>
            {canRelease ? (
              <Button size="xs" variant="default" loading={work.busy} onClick={release}>
                {t('maker:close.release')}
              </Button>
            ) : null}
          </Group>
        ) : undefined
      }
      query={query}
      rows={2}
      lead={<FormSummary summary={work.failure} />}
      table={({ items }) => (
        <DataTable<RevenueRelease>
          label={t('maker:close.deferred')}
          rowKey={(row) => row.currency}
          rows={items}
          columns={[
            {
              key: 'documents',
              header: t('maker:close.documents'),
              width: '160px',
              numeric: true,
              phone: 'title',
              cell: ({ documents }) => format.number(String(documents)),
            },
            amount('due', 'side'),
            amount('released', 'side2'),
            amount('later', 'third'),
          ]}
          empty={
            <EmptyState icon={IconCalendarDue} title={t('maker:close.noDeferred')}>
              {t('maker:close.noDeferredWhy')}
            </EmptyState>
          }
        />
      )}
    >
      {isEditing ? (
        <DeferralDialog
          legalEntityId={legalEntityId}
          startsOn={startsOn}
          onClose={() => setIsEditing(false)}
        />
      ) : null}
    </QuerySection>
  );
}
