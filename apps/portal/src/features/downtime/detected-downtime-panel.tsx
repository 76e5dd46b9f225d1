import { Button, Select } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contract, DetectedDowntime } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { productNow } from '../../clock/clock.js';
import { instantToWallTime } from '../../format/time.js';
import { useFormat } from '../../format/use-format.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../ui/feedback/skeleton.js';
import { billingMonthOf, monthsUntil } from '../billing-calendar/billing-months.js';
import { useBillingMonth } from '../billing-calendar/use-billing-month.js';
import { DetectedDowntimeList } from './detected-downtime-list.js';
import classes from './detected-downtime-panel.module.css';

interface DetectedDowntimePanelProps {
  readonly contract: Contract;
  /** Opens the form to record downtime; absent without permission. */
  readonly onWrite?: ((downtime: DetectedDowntime) => void) | undefined;
}

const MONTHS = 13;

/**
 * Unrecorded downtime in a month's readings. The panel opens on the previous month if it has any, because that month
 * is billed next.
 */
export function DetectedDowntimePanel({ contract, onWrite }: DetectedDowntimePanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const billingMonth = useBillingMonth(contract);
  const running = billingMonthOf(instantToWallTime(productNow(), contract.zone).slice(0, 10), contract);
  const months = monthsUntil(running, MONTHS).filter(
    (month) => month >= billingMonthOf(contract.startsOn, contract),
  );
  const [chosen, setChosen] = useState<string>();
  const before = useOne('downtime', '/contracts/{contractId}/downtime/seen', {
    path: { contractId: contract.id },
    query: { month: months[1] },
    enabled: chosen === undefined && months.length > 1,
  });
  const isMonthKnown = chosen !== undefined || months.length < 2 || before.data !== undefined;
  const month = chosen ?? ((before.data?.count ?? 0) > 0 ? months[1]! : running);
  const { data, isLoadingError, error, refetch } = useOne(
    'downtime',
    '/contracts/{contractId}/downtime/seen',
    { path: { contractId: contract.id }, query: { month }, enabled: isMonthKnown, keepPrevious: true },
  );
  return (
    <div className={classes.seen}>
      <header className={classes.head}>
        <h3 className={classes.title}>{t('downtime.seen.title')}</h3>
        <Select
          size="xs"
          aria-label={t('maker:usage.month')}
          allowDeselect={false}
          data={months.map((value) => ({ value, label: billingMonth(value) }))}
          value={month}
          onChange={(value) => setChosen(value ?? undefined)}
        />
      </header>
      {before.isLoadingError || isLoadingError ? (
        <ErrorState
          error={error ?? before.error}
          onRetry={() => void (before.isLoadingError ? before.refetch() : refetch())}
        />
      ) : data === undefined ? (
        <SkeletonBlock height={60} />
      ) : (
        <>
          <p className={data.count > 0 ? classes.warning : classes.none}>
            {data.count === 0
              ? t('downtime.seen.none')
              : t('downtime.seen.count', {
                  count: data.count,
                  duration: format.duration(data.minutes * 60_000, 'hours'),
                })}
          </p>
          <DetectedDowntimeList
            seen={data}
            zone={contract.zone}
            action={(downtime) =>
              onWrite === undefined ? null : (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconPencilPlus size={14} stroke={1.75} />}
                  onClick={() => onWrite(downtime)}
                >
                  {t('maker:downtime.writeDown')}
                </Button>
              )
            }
          />
        </>
      )}
    </div>
  );
}
