import { useTranslation } from 'react-i18next';
import type { Contract, ContractDowntime } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { DowntimeList } from '../../contracts/downtime-list.js';
import { ErrorState } from '../../ui/error-state.js';
import classes from './contract-words.module.css';

/** When machines of a contract stood, as its guarantee of availability is judged by. Nothing while there is nothing. */
export function ContractDowntimeWords({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const isJudged = contract.performance.some(({ type }) => type === 'availability');
  const stops = useOne<{ items: readonly ContractDowntime[] }>(
    'downtime',
    `/contracts/${contract.id}/downtime`,
    { enabled: isJudged },
  );
  if (stops.isLoadingError) return <ErrorState error={stops.error} onRetry={() => void stops.refetch()} />;
  if (stops.data === undefined || stops.data.items.length === 0) return null;
  return (
    <div className={classes.part}>
      <h3 className={classes.subtitle}>{t('downtime.title')}</h3>
      <DowntimeList items={stops.data.items} zone={contract.zone} />
    </div>
  );
}
