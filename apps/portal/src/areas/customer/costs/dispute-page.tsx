import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { DisputeView } from '../../../features/disputes/detail/dispute-view.js';
import { WithdrawDialog } from '../../../features/disputes/detail/withdraw-dialog.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';

/** A dispute as the customer sees it. */
export function DisputePage() {
  const { t } = useTranslation();
  const may = useMay();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const { disputeId = '' } = useParams({ strict: false });
  const query = useOne('disputes', '/disputes/{id}', { path: { id: disputeId } });
  if (query.isLoadingError)
    return (
      <ErrorState error={query.error} title={t('dispute.failed')} onRetry={() => void query.refetch()} />
    );
  if (query.data === undefined) return <SkeletonBlock height={480} />;
  const dispute = query.data;
  return (
    <>
      <DisputeView
        dispute={dispute}
        crumbs={[
          { label: t('customer:nav.costs'), to: '/plant/costs' },
          { label: dispute.invoice.number, to: `/plant/costs/invoices/${dispute.invoice.id}` },
          { label: t('dispute.crumb') },
        ]}
        paths={{ invoices: '/plant/costs/invoices', lines: '/plant/costs/lines' }}
        actions={
          dispute.state === 'open' && may('disputes.raise') ? (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={16} stroke={1.75} />}
              onClick={() => setWithdrawing(true)}
            >
              {t('dispute.withdraw')}
            </Button>
          ) : undefined
        }
      />
      {isWithdrawing ? <WithdrawDialog dispute={dispute} onClose={() => setWithdrawing(false)} /> : null}
    </>
  );
}
