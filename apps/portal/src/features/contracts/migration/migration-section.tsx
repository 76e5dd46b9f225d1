import { Button } from '@mantine/core';
import { IconTransferIn } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { Section } from '../../../ui/layout/section.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { ApproveMigrationDialog } from './approve-migration-dialog.js';
import { MigrationDialog } from './migration-dialog.js';
import { MigrationFacts } from './migration-facts.js';
import classes from './migration-section.module.css';

interface MigrationSectionProps {
  readonly contract: Contract;
  /** True if the contract has an issued invoice, after which it can no longer be migrated. */
  readonly isIssued: boolean;
}

/**
 * The migration of a contract from its previous billing system; renders nothing if there is no migration and the user
 * cannot record one.
 */
export function MigrationSection({ contract, isIssued }: MigrationSectionProps) {
  const { t } = useTranslation();
  const may = useMay();
  const stale = useStale();
  const [open, setOpen] = useState<'edit' | 'approve' | 'discard'>();
  const status = useOne('takeover', '/contracts/{contractId}/takeover', {
    path: { contractId: contract.id },
  });
  const migration = status.data?.takeover ?? null;
  const close = (): void => setOpen(undefined);
  const mayWrite = may('contracts.write') && contract.state !== 'ended' && !isIssued;
  if (status.isLoadingError)
    return (
      <Section title={t('takeover.heading')}>
        <ErrorState error={status.error} onRetry={() => void status.refetch()} />
      </Section>
    );
  if (status.data !== undefined && migration === null && !mayWrite) return null;
  return (
    <Section
      title={t('takeover.heading')}
      aside={migration === null ? undefined : <StateBadge state={migration.state} plain />}
      action={
        migration === null && mayWrite ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTransferIn size={14} stroke={1.75} />}
            onClick={() => setOpen('edit')}
          >
            {t('maker:takeover.enter')}
          </Button>
        ) : undefined
      }
    >
      {status.data === undefined ? (
        <SkeletonBlock height={40} />
      ) : migration === null ? (
        <p className={classes.none}>{t('maker:takeover.none')}</p>
      ) : (
        <MigrationFacts contract={contract} migration={migration} />
      )}
      {migration?.state === 'draft' && mayWrite ? (
        <div className={classes.steps}>
          {may('invoices.approve') ? (
            <Button size="xs" onClick={() => setOpen('approve')}>
              {t('maker:takeover.approve')}
            </Button>
          ) : null}
          <Button size="xs" variant="default" onClick={() => setOpen('edit')}>
            {t('maker:takeover.edit')}
          </Button>
          <Button size="xs" variant="subtle" onClick={() => setOpen('discard')}>
            {t('maker:takeover.discard')}
          </Button>
        </div>
      ) : null}
      {open === 'edit' ? <MigrationDialog contract={contract} migration={migration} onClose={close} /> : null}
      {open === 'approve' && migration !== null ? (
        <ApproveMigrationDialog contract={contract} migration={migration} onClose={close} />
      ) : null}
      <ConfirmDialog
        open={open === 'discard'}
        title={t('maker:takeover.discardTitle')}
        verb={t('maker:takeover.discard')}
        onConfirm={async () => {
          if (migration === null) return;
          await request('DELETE', '/contracts/{contractId}/takeover', {
            path: { contractId: contract.id },
            ifMatch: migration.version,
          });
          await stale('takeover');
        }}
        onClose={close}
      >
        {t('maker:takeover.discardEffect')}
      </ConfirmDialog>
    </Section>
  );
}
