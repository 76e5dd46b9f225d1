import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { productNow } from '../../../clock/clock.js';
import { billingMonthOf, monthsUntil } from '../../../features/billing-calendar/billing-months.js';
import { useBillingMonth } from '../../../features/billing-calendar/use-billing-month.js';
import { DowntimeList } from '../../../features/downtime/downtime-list.js';
import { DetectedDowntimeList } from '../../../features/downtime/detected-downtime-list.js';
import { instantToWallTime } from '../../../format/time.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import classes from './contract-list.module.css';

/**
 * Downtime recorded for a contract's availability guarantee, and downtime that the readings of the current and
 * previous month suggest but that is not recorded. Renders nothing if there is none.
 */
export function ContractDowntimeWords({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const billingMonth = useBillingMonth(contract);
  const hasAvailabilityGuarantee = contract.performance.some(({ type }) => type === 'availability');
  const recorded = useOne('downtime', '/contracts/{contractId}/downtime', {
    path: { contractId: contract.id },
    enabled: hasAvailabilityGuarantee,
  });
  const today = instantToWallTime(productNow(), contract.zone).slice(0, 10);
  const [month, before] = monthsUntil(billingMonthOf(today, contract), 2);
  const detectedNow = useOne('downtime', '/contracts/{contractId}/downtime/seen', {
    path: { contractId: contract.id },
    query: { month },
    enabled: hasAvailabilityGuarantee,
  });
  const detectedBefore = useOne('downtime', '/contracts/{contractId}/downtime/seen', {
    path: { contractId: contract.id },
    query: { month: before },
    enabled: hasAvailabilityGuarantee,
  });
  const broken = [recorded, detectedNow, detectedBefore].find(({ isLoadingError }) => isLoadingError);
  if (broken) return <ErrorState error={broken.error} onRetry={() => void broken.refetch()} />;
  const recordedDowntime = recorded.data?.items ?? [];
  const detected = [detectedNow, detectedBefore].flatMap(({ data }) =>
    data && data.count > 0 ? [data] : [],
  );
  if (recordedDowntime.length + detected.length === 0) return null;
  return (
    <div className={classes.part}>
      <h3 className={classes.subtitle}>{t('downtime.title')}</h3>
      {recordedDowntime.length === 0 ? (
        <p>{t('downtime.none')}</p>
      ) : (
        <DowntimeList items={recordedDowntime} zone={contract.zone} />
      )}
      {detected.map((found) => (
        <div key={found.month} className={classes.part}>
          <h3 className={classes.subtitle}>
            {t('downtime.seen.titleOf', { month: billingMonth(found.month) })}
          </h3>
          <DetectedDowntimeList seen={found} zone={contract.zone} />
        </div>
      ))}
    </div>
  );
}
