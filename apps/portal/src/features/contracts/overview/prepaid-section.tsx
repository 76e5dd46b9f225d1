import { useTranslation } from 'react-i18next';
import type { Contract, PrepaidBalance } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { useChargeWords } from '../../charges/terms/charge-words.js';
import classes from './prepaid-section.module.css';

/** Balance of prepaid credits; renders nothing for a contract that sells none. */
export function PrepaidSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const format = useFormat();
  const wordsOf = useChargeWords();
  const sells = contract.versions.some(({ charges }) => charges.some(({ prepaid }) => prepaid));
  const query = useOne('cost', '/contracts/{contractId}/prepaid', {
    path: { contractId: contract.id },
    enabled: sells,
  });
  if (!sells) return null;
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const nameOf = ({ chargeKey }: PrepaidBalance['charge']): string => {
    const charge = contract.charges.find(({ key }) => key === chargeKey);
    return charge ? wordsOf(charge, contract).title : chargeKey;
  };
  const sold = (query.data?.items ?? []).filter(({ soldBy }) => soldBy !== null);
  return (
    <Section title={t('takeover.balance.prepaid')}>
      {query.isLoadingError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows rows={2} />
      ) : sold.length === 0 ? (
        <p className={classes.note}>{t('takeover.nothingSold')}</p>
      ) : (
        <ul>
          {sold.map(({ charge, quantity, left, from, until, lapsed, soldBy }) => (
            <li key={`${soldBy} ${from} ${charge.machineId ?? ''}`} className={classes.balance}>
              <span>{format.listed([nameOf(charge), charge.serial])}</span>
              <b>{format.quantity(left, charge.unit)}</b>
              <span className={classes.note}>
                {format.listed([
                  t('takeover.soldFrom', {
                    quantity: format.quantity(quantity, charge.unit),
                    day: day(from),
                  }),
                  Number(left) === 0
                    ? t('takeover.usedUp')
                    : until === null
                      ? lapsed && t('takeover.ended')
                      : t(lapsed ? 'takeover.lapsed' : 'takeover.expires', { day: day(until) }),
                ])}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
