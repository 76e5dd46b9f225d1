import { Button } from '@mantine/core';
import { IconFileDiff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Amendment, Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { Section } from '../../../ui/layout/section.js';
import { useOpenByLink } from '../../../ui/tables/use-open-by-link.js';
import { StepEvidence } from '../index-clause/step-evidence.js';
import { AmendmentItem } from '../versions/amendment-item.js';
import { VersionTimeline } from '../versions/version-timeline.js';
import { AmendDialog } from './amend-dialog.js';
import classes from './amendments-section.module.css';
import { SignDialog } from './sign-dialog.js';
import { usePartyNames } from './use-party-names.js';

interface Open {
  readonly step: 'edit' | 'sign' | 'discard';
  readonly amendment: Amendment;
}

/** Past, current and drafted amendments of a contract. */
export function AmendmentsSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const may = useMay();
  const stale = useStale();
  const [chosen, setOpen] = useState<Open>();
  const creation = useOpenByLink('amend');
  const amendments = useOne('amendments', '/contracts/{contractId}/amendments', {
    path: { contractId: contract.id },
  });
  const names = usePartyNames(contract);
  const mayAmend = may('contracts.write') && contract.state === 'active';
  const close = (): void => setOpen(undefined);
  return (
    <Section
      title={t('amendment.heading')}
      flush
      action={
        mayAmend ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFileDiff size={14} stroke={1.75} />}
            onClick={creation.open}
          >
            {t('maker:amendment.amend')}
          </Button>
        ) : undefined
      }
    >
      <VersionTimeline contract={contract} />
      {amendments.isLoadingError ? (
        <ErrorState error={amendments.error} onRetry={() => void amendments.refetch()} />
      ) : amendments.data === undefined ? (
        <SkeletonBlock height={40} />
      ) : amendments.data.items.length === 0 ? (
        <p className={classes.none}>{t('amendment.none')}</p>
      ) : (
        <ul>
          {amendments.data.items.map((amendment) => (
            <AmendmentItem
              key={amendment.id}
              amendment={amendment}
              contract={contract}
              names={names}
              writesLetters
              evidence={
                <>
                  {amendment.indexStep === null ? null : <StepEvidence step={amendment.indexStep} />}
                  {amendment.priceBook === null ? null : <PricedBy priceBook={amendment.priceBook} />}
                </>
              }
            >
              {mayAmend && amendment.state === 'draft' ? (
                <AmendmentSteps
                  isEditable={amendment.changes.termination === null && amendment.indexStep === null}
                  isIndexStep={amendment.indexStep !== null}
                  onOpen={(step) => setOpen({ step, amendment })}
                />
              ) : null}
            </AmendmentItem>
          ))}
        </ul>
      )}
      {creation.isOpen && mayAmend ? <AmendDialog contract={contract} onClose={creation.close} /> : null}
      {chosen?.step === 'edit' ? (
        <AmendDialog contract={contract} amendment={chosen.amendment} onClose={close} />
      ) : null}
      {chosen?.step === 'sign' ? (
        <SignDialog contract={contract} amendment={chosen.amendment} onClose={close} />
      ) : null}
      <ConfirmDialog
        open={chosen?.step === 'discard'}
        title={t('maker:amendment.discardTitle')}
        verb={t('maker:amendment.discard')}
        onConfirm={async () => {
          if (chosen === undefined) return;
          const { id, version } = chosen.amendment;
          await request('DELETE', '/contracts/{contractId}/amendments/{id}', {
            path: { contractId: contract.id, id },
            ifMatch: version,
          });
          await stale('amendments', 'escalation', 'index-steps');
        }}
        onClose={close}
      >
        {t('maker:amendment.discardEffect')}
      </ConfirmDialog>
    </Section>
  );
}

/** The price book and version that provide the prices. */
function PricedBy({ priceBook }: { readonly priceBook: NonNullable<Amendment['priceBook']> }) {
  const { t } = useTranslation();
  const { bookId, book, number } = priceBook;
  return (
    <p className={classes.book}>
      {t('maker:priceBooks.pricesOf')}{' '}
      <Link to="/contracts/price-books/$bookId" params={{ bookId }}>
        {t('maker:priceBooks.versionOf', { book, number })}
      </Link>
    </p>
  );
}

interface AmendmentStepsProps {
  /** Terminations and index adjustments cannot be edited; they are discarded and drafted again. */
  readonly isEditable: boolean;
  readonly isIndexStep: boolean;
  readonly onOpen: (step: 'edit' | 'sign' | 'discard') => void;
}

/** Actions on a draft. */
function AmendmentSteps({ isEditable, isIndexStep, onOpen }: AmendmentStepsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.steps}>
      <Button size="xs" onClick={() => onOpen('sign')}>
        {t(isIndexStep ? 'maker:indexSteps.sign' : 'maker:amendment.sign')}
      </Button>
      {isEditable ? (
        <Button size="xs" variant="default" onClick={() => onOpen('edit')}>
          {t('maker:amendment.edit')}
        </Button>
      ) : null}
      <Button size="xs" variant="subtle" onClick={() => onOpen('discard')}>
        {t('maker:amendment.discard')}
      </Button>
    </div>
  );
}
