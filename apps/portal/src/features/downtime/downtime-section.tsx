import { Button } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import type { Contract, ContractDowntime, DetectedDowntime } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../ui/feedback/skeleton.js';
import { Section } from '../../ui/layout/section.js';
import { DowntimeDialog, WithdrawDowntimeDialog } from './downtime-dialog.js';
import { DowntimeList } from './downtime-list.js';
import { DetectedDowntimePanel } from './detected-downtime-panel.js';

/** The open dialog: recording downtime, optionally from readings, or withdrawing it. */
type Open =
  | { readonly kind: 'record'; readonly seen?: DetectedDowntime }
  | { readonly kind: 'withdraw'; readonly downtime: ContractDowntime };

/** Downtime of a contract's machines, with a form to record it. Availability guarantees are evaluated from it. */
export function DowntimeSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const may = useMay();
  const [dialog, setDialog] = useState<Open>();
  const hasAvailabilityGuarantee = contract.versions.some(({ performance }) =>
    performance.some(({ type }) => type === 'availability'),
  );
  const { data, isLoadingError, error, refetch } = useOne('downtime', '/contracts/{contractId}/downtime', {
    path: { contractId: contract.id },
    enabled: hasAvailabilityGuarantee,
  });
  if (!hasAvailabilityGuarantee) return null;
  const mayWrite = may('contracts.write') && contract.machines.length > 0;
  return (
    <Section
      title={t('downtime.title')}
      action={
        mayWrite ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencilPlus size={15} stroke={1.75} />}
            onClick={() => setDialog({ kind: 'record' })}
          >
            {t('maker:downtime.record')}
          </Button>
        ) : undefined
      }
    >
      {isLoadingError ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonBlock height={80} />
      ) : data.items.length === 0 ? (
        <p>{t('downtime.none')}</p>
      ) : (
        <DowntimeList
          items={data.items}
          zone={contract.zone}
          action={(downtime) =>
            mayWrite ? (
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => setDialog({ kind: 'withdraw', downtime })}
              >
                {t('maker:meters.withdraw')}
              </Button>
            ) : null
          }
        />
      )}
      <DetectedDowntimePanel
        contract={contract}
        onWrite={mayWrite ? (seen) => setDialog({ kind: 'record', seen }) : undefined}
      />
      {dialog === undefined ? null : dialog.kind === 'record' ? (
        <DowntimeDialog contract={contract} seen={dialog.seen} onClose={() => setDialog(undefined)} />
      ) : (
        <WithdrawDowntimeDialog
          contract={contract}
          downtime={dialog.downtime}
          onClose={() => setDialog(undefined)}
        />
      )}
    </Section>
  );
}
