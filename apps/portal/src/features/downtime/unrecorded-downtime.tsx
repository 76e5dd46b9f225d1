import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dispute, Invoice, InvoiceLine, DetectedDowntime } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useFormat } from '../../format/use-format.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import classes from './unrecorded-downtime.module.css';
import { findDowntimeDispute } from './find-downtime-dispute.js';
import { DetectedDowntimeList } from './detected-downtime-list.js';

interface UnrecordedDowntimeProps {
  /** An invoice, or one of its lines. */
  readonly bill: Pick<Invoice, 'contract' | 'periodFrom' | 'zone'> & {
    readonly lines: readonly Pick<InvoiceLine, 'state'>[];
  };
  /** Disputes of the invoice. Disputed downtime links to its dispute below `base`. */
  readonly disputes?: { readonly items: readonly Dispute[]; readonly base: string } | undefined;
  /** Action on downtime without a dispute. */
  readonly action?: (downtime: DetectedDowntime) => ReactNode;
}

/**
 * Downtime that the readings of the invoice's month contain but that a declared line does not include; renders nothing
 * without a declared line.
 */
export function UnrecordedDowntime({ bill, disputes, action }: UnrecordedDowntimeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { contract, periodFrom, zone, lines } = bill;
  const isDeclared = lines.some(({ state }) => state === 'declared');
  const { data } = useOne('downtime', '/contracts/{contractId}/downtime/seen', {
    path: { contractId: contract.id },
    query: { month: periodFrom.slice(0, 7) },
    enabled: isDeclared,
  });
  // Other components can load the same downtime, which is irrelevant to an invoice without a declared line.
  if (!isDeclared || data === undefined || data.count === 0) return null;
  return (
    <section className={classes.part}>
      <h2>{t('downtime.unentered.title')}</h2>
      <p>
        {t('downtime.unentered.count', {
          count: data.count,
          duration: format.duration(data.minutes * 60_000, 'hours'),
        })}
      </p>
      <DetectedDowntimeList
        seen={data}
        zone={zone}
        action={(downtime) => {
          const dispute = disputes && findDowntimeDispute(disputes.items, downtime);
          if (disputes === undefined || dispute === undefined) return action?.(downtime);
          return (
            <Link to={`${disputes.base}/${dispute.id}` as string}>
              <StateBadge state={dispute.state === 'open' ? 'disputed' : dispute.state} plain />
            </Link>
          );
        }}
      />
    </section>
  );
}
