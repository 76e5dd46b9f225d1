import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Invoice } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useFormat } from '../../format/use-format.js';
import classes from './detected-downtime-note.module.css';

/**
 * Shows a warning before an invoice is approved if the readings of its month contain downtime that the evaluation of
 * its availability guarantee does not include.
 */
export function DetectedDowntimeNote({
  invoice,
  className,
}: {
  readonly invoice: Invoice;
  readonly className?: string | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const hasAvailabilityGuarantee =
    invoice.number === null &&
    invoice.kind === 'invoice' &&
    invoice.lines.some(({ kind, params }) => kind === 'performance' && params['model'] === 'availability');
  const { data } = useOne('downtime', '/contracts/{contractId}/downtime/seen', {
    path: { contractId: invoice.contract.id },
    query: { month: invoice.periodFrom.slice(0, 7) },
    enabled: hasAvailabilityGuarantee,
  });
  if (!hasAvailabilityGuarantee || data === undefined || data.count === 0) return null;
  return (
    <Alert color="yellow" className={className} icon={<IconAlertTriangle size={18} />} role="status">
      {t('maker:downtime.seenInDraft', {
        count: data.count,
        month: format.billingMonth(data.periodFrom, data.periodTo),
        duration: format.duration(data.minutes * 60_000, 'hours'),
      })}{' '}
      <Link
        to="/contracts/$contractId"
        params={{ contractId: invoice.contract.id }}
        search={{ tab: 'usage' }}
        className={classes.stops}
      >
        {t('maker:downtime.toContract')}
      </Link>
    </Alert>
  );
}
