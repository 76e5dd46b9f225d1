import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconGauge, IconX } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { MeterTestDialog } from '../../../features/disputes/decide/meter-test-dialog.js';
import { RejectDialog } from '../../../features/disputes/decide/reject-dialog.js';
import { ResolveDialog } from '../../../features/disputes/decide/resolve-dialog.js';
import { DisputeView } from '../../../features/disputes/detail/dispute-view.js';
import { WithdrawDialog } from '../../../features/disputes/detail/withdraw-dialog.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';

/** A dispute as the maker sees it, with its decision. */
export function DisputePage() {
  const { t } = useTranslation();
  const may = useMay();
  const [step, setStep] = useState<'test' | 'settle' | 'reject' | 'withdraw'>();
  const { disputeId = '' } = useParams({ strict: false });
  const query = useOne('disputes', '/disputes/{id}', { path: { id: disputeId } });
  if (query.isLoadingError)
    return (
      <ErrorState error={query.error} title={t('dispute.failed')} onRetry={() => void query.refetch()} />
    );
  if (query.data === undefined) return <SkeletonBlock height={480} />;
  const dispute = query.data;
  const dialog = { dispute, onClose: () => setStep(undefined) };
  const isOpen = dispute.state === 'open';
  return (
    <>
      <DisputeView
        dispute={dispute}
        crumbs={[
          { label: t('app:rail.disputes'), to: '/disputes' },
          { label: dispute.customer.name, to: `/customers/${dispute.customer.id}` },
          { label: dispute.invoice.number, to: `/billing/${dispute.invoice.id}` },
        ]}
        paths={{ invoices: '/billing', lines: '/billing/lines' }}
        actions={
          isOpen ? (
            <>
              {dispute.openedSide === 'maker' && may('disputes.raise') ? (
                <Button
                  variant="default"
                  leftSection={<IconArrowBackUp size={16} stroke={1.75} />}
                  onClick={() => setStep('withdraw')}
                >
                  {t('dispute.withdraw')}
                </Button>
              ) : null}
              {may('disputes.decide') ? (
                <>
                  {dispute.meters.length === 0 ? null : (
                    <Button
                      variant="default"
                      leftSection={<IconGauge size={16} stroke={1.75} />}
                      onClick={() => setStep('test')}
                    >
                      {t('meterTest.record')}
                    </Button>
                  )}
                  <Button
                    variant="default"
                    leftSection={<IconX size={16} stroke={1.75} />}
                    onClick={() => setStep('reject')}
                  >
                    {t('dispute.reject')}
                  </Button>
                  <Button
                    leftSection={<IconCheck size={16} stroke={1.75} />}
                    onClick={() => setStep('settle')}
                  >
                    {t('dispute.settle')}
                  </Button>
                </>
              ) : null}
            </>
          ) : undefined
        }
      />
      {step === 'test' ? <MeterTestDialog {...dialog} /> : null}
      {step === 'settle' ? <ResolveDialog {...dialog} /> : null}
      {step === 'reject' ? <RejectDialog {...dialog} /> : null}
      {step === 'withdraw' ? <WithdrawDialog {...dialog} /> : null}
    </>
  );
}
