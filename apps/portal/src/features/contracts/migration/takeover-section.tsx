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
import { ApproveTakeoverDialog } from './approve-takeover-dialog.js';
import { TakeoverDialog } from './takeover-dialog.js';
import { TakeoverFacts } from './takeover-facts.js';
import classes from './takeover-section.module.css';

interface TakeoverSectionProps {
  readonly contract: Contract;
  /** Whether the contract has an issued invoice, after which it can no longer be migrated. */
  readonly isIssued: boolean;
}

/**
 * The migration of a contract from its previous billing; renders nothing for a contract that was never billed elsewhere
 * and is already billed here.
 */
export function TakeoverSection({ contract, isIssued }: TakeoverSectionProps) {
  const { t } = useTranslation();
  const may = useMay();
  const stale = useStale();
  const [open, setOpen] = useState<'edit' | 'approve' | 'discard'>();
  const standing = useOne('takeover', '/contracts/{contractId}/takeover', {
    path: { contractId: contract.id },
  });
  const takeover = standing.data?.takeover ?? null;
  const close = (): void => setOpen(undefined);
  const mayWrite = may('contracts.write') && contract.state !== 'ended' && !isIssued;
  if (standing.isLoadingError)
    return (
      <Section title={t('takeover.heading')}>
        <ErrorState error={standing.error} onRetry={() => void standing.refetch()} />
      </Section>
    );
  if (standing.data !== undefined && takeover === null && !mayWrite) return null;
  return (
    <Section
      title={t('takeover.heading')}
      aside={takeover === null ? undefined : <StateBadge state={takeover.state} plain />}
      action={
        takeover === null && mayWrite ? (
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
      {standing.data === undefined ? (
        <SkeletonBlock height={40} />
      ) : takeover === null ? (
        <p className={classes.none}>{t('maker:takeover.none')}</p>
      ) : (
        <TakeoverFacts contract={contract} takeover={takeover} />
      )}
      {takeover?.state === 'draft' && mayWrite ? (
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
      {open === 'edit' ? <TakeoverDialog contract={contract} takeover={takeover} onClose={close} /> : null}
      {open === 'approve' && takeover !== null ? (
        <ApproveTakeoverDialog contract={contract} takeover={takeover} onClose={close} />
      ) : null}
      <ConfirmDialog
        open={open === 'discard'}
        title={t('maker:takeover.discardTitle')}
        verb={t('maker:takeover.discard')}
        onConfirm={async () => {
          if (takeover === null) return;
          await request('DELETE', '/contracts/{contractId}/takeover', {
            path: { contractId: contract.id },
            ifMatch: takeover.version,
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
