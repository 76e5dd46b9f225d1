import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import type { ReadingHold } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useFormat } from '../../format/use-format.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { Section } from '../../ui/layout/section.js';
import { DataTable } from '../../ui/tables/data-table.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { HoldDialog } from './hold-dialog.js';
import { ReleaseDialog } from './release-dialog.js';
import classes from './retention-tab.module.css';

/** Data exempt from the rules: retention holds by machine, signal and period, and evidence of invoices. */
export function ReadingHoldList() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const text = useCodeText();
  const [isPlacing, setPlacing] = useState(false);
  const [releasing, setReleasing] = useState<ReadingHold>();
  const holds = useOne('reading-holds', '/reading-holds');
  const nameOf = ({ device, signalKey }: ReadingHold): string =>
    `${device === null ? t('maker:retention.everyMachine') : (device.serial ?? device.code)} · ${
      signalKey === null ? t('maker:retention.everySignal') : text('common:signal', signalKey)
    }`;
  const rangeOf = ({ from, to }: ReadingHold): string =>
    t('maker:retention.span', { from: format.dateTime(from), to: format.dateTime(to) });
  const shared: Column<ReadingHold>[] = [
    {
      key: 'what',
      header: t('maker:retention.of'),
      width: 'minmax(180px, 1fr)',
      phone: 'title',
      cell: nameOf,
    },
    {
      key: 'range',
      header: t('maker:retention.range'),
      width: 'minmax(200px, 1fr)',
      phone: 'second',
      cell: rangeOf,
    },
  ];
  const evidence = holds.data?.evidence;
  const inForce = holds.data?.holds.filter(({ releasedAt }) => releasedAt === null) ?? [];
  const released = holds.data?.holds.filter(({ releasedAt }) => releasedAt !== null) ?? [];
  return (
    <Section
      flush
      title={t('maker:retention.holds')}
      aside={t('maker:retention.holdsAside')}
      action={
        may('retention.write') ? (
          <Button variant="default" onClick={() => setPlacing(true)}>
            {t('maker:retention.hold')}
          </Button>
        ) : undefined
      }
    >
      {holds.isLoadingError ? (
        <ErrorState error={holds.error} onRetry={() => void holds.refetch()} />
      ) : evidence === undefined ? (
        <SkeletonRows rows={2} />
      ) : (
        <>
          <p className={classes.evidence}>
            {evidence.from === null || evidence.to === null
              ? t('maker:retention.noEvidence')
              : t('maker:retention.evidence', {
                  count: evidence.usages,
                  devices: format.number(evidence.devices, 0),
                  from: format.date(evidence.from),
                  to: format.date(evidence.to),
                })}
          </p>
          <DataTable<ReadingHold>
            label={t('maker:retention.holds')}
            rowKey={(row) => row.id}
            rows={inForce}
            columns={[
              ...shared,
              {
                key: 'why',
                header: t('maker:retention.reason'),
                width: 'minmax(200px, 1.4fr)',
                phone: 'third',
                cell: (row) => (
                  <span className={classes.reason}>
                    <span>{row.reason}</span>
                    <span className={classes.by}>{byLine(row.createdBy, format.date(row.createdAt))}</span>
                  </span>
                ),
              },
              {
                key: 'release',
                header: '',
                width: '120px',
                numeric: true,
                phone: 'side',
                cell: (row) =>
                  may('retention.write') ? (
                    <Button variant="subtle" size="compact-sm" onClick={() => setReleasing(row)}>
                      {t('maker:retention.release')}
                    </Button>
                  ) : null,
              },
            ]}
            empty={
              <EmptyState icon={IconHandStop} title={t('maker:retention.noHolds')}>
                {t('maker:retention.noHoldsWhy')}
              </EmptyState>
            }
          />
          {released.length === 0 ? null : (
            <details className={classes.released}>
              <summary>{t('maker:retention.releasedCount', { count: released.length })}</summary>
              <DataTable<ReadingHold>
                label={t('maker:retention.releasedHolds')}
                rowKey={(row) => row.id}
                rows={released}
                columns={[
                  ...shared,
                  {
                    key: 'why',
                    header: t('maker:retention.releaseReason'),
                    width: 'minmax(200px, 1.4fr)',
                    phone: 'third',
                    cell: (row) => (
                      <span className={classes.reason}>
                        <span>{row.releaseReason ?? '—'}</span>
                        <span className={classes.by}>
                          {byLine(row.releasedBy, format.date(row.releasedAt ?? ''))}
                        </span>
                      </span>
                    ),
                  },
                ]}
                empty={null}
              />
            </details>
          )}
        </>
      )}
      {isPlacing ? <HoldDialog onClose={() => setPlacing(false)} /> : null}
      {releasing === undefined ? null : (
        <ReleaseDialog
          hold={releasing}
          name={`${nameOf(releasing)}, ${rangeOf(releasing)}`}
          onClose={() => setReleasing(undefined)}
        />
      )}
    </Section>
  );
}

/** Author and date. If a program set the hold, there is no name. */
function byLine(name: string | null, date: string): string {
  return name === null ? date : `${name}, ${date}`;
}
