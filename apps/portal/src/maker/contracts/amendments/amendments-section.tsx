import { Button } from '@mantine/core';
import { IconFileDiff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Amendment, Contract, Page } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { ConfirmDialog } from '../../../ui/confirm-dialog.js';
import { ErrorState } from '../../../ui/error-state.js';
import { Section } from '../../../ui/section.js';
import { SkeletonBlock } from '../../../ui/skeleton.js';
import { StateBadge } from '../../../ui/state-badge.js';
import { StepEvidence } from '../index-steps/step-evidence.js';
import { AmendDialog } from './amend-dialog.js';
import classes from './amendments-section.module.css';
import { SignDialog } from './sign-dialog.js';
import { useAmendmentWords } from './use-amendment-words.js';
import { VersionTimeline } from './version-timeline.js';

type Open = { readonly step: 'edit' | 'sign' | 'discard'; readonly amendment: Amendment } | 'new';

/** How a contract changed in the course of time, and what is about to change. */
export function AmendmentsSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const may = useMay();
  const stale = useStale();
  const [open, setOpen] = useState<Open>();
  const amendments = useOne<Page<Amendment>>('amendments', `/contracts/${contract.id}/amendments`);
  const mayAmend = may('contracts.write') && contract.state === 'active';
  const close = (): void => setOpen(undefined);
  const chosen = typeof open === 'object' ? open : undefined;
  return (
    <Section
      title={t('maker:amendment.heading')}
      flush
      action={
        mayAmend ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFileDiff size={14} stroke={1.75} />}
            onClick={() => setOpen('new')}
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
        <p className={classes.none}>{t('maker:amendment.none')}</p>
      ) : (
        <ul className={classes.amendments}>
          {amendments.data.items.map((amendment) => (
            <AmendmentItem
              key={amendment.id}
              amendment={amendment}
              contract={contract}
              onOpen={mayAmend ? (step) => setOpen({ step, amendment }) : undefined}
            />
          ))}
        </ul>
      )}
      {open === 'new' ? <AmendDialog contract={contract} onClose={close} /> : null}
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
          await request('DELETE', `/contracts/${contract.id}/amendments/${id}`, { ifMatch: version });
          await stale('amendments', 'escalation', 'index-steps');
        }}
        onClose={close}
      >
        {t('maker:amendment.discardEffect')}
      </ConfirmDialog>
    </Section>
  );
}

interface AmendmentItemProps {
  readonly amendment: Amendment;
  readonly contract: Contract;
  /** Undefined for whoever may not change it. */
  readonly onOpen: ((step: 'edit' | 'sign' | 'discard') => void) | undefined;
}

function AmendmentItem({ amendment, contract, onOpen }: AmendmentItemProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const wordsOf = useAmendmentWords(contract);
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const { number, effectiveOn, reason, acceptedBy, acceptedOn, contentHash, state, indexStep } = amendment;
  return (
    <li className={classes.amendment}>
      <p className={classes.head}>
        <b>
          {number === null
            ? t('maker:amendment.draftFrom', { day: day(effectiveOn) })
            : t('maker:amendment.numberFrom', { number, day: day(effectiveOn) })}
        </b>
        <StateBadge state={state} plain />
      </p>
      <p className={classes.text}>{reason}</p>
      <ul className={classes.changes}>
        {wordsOf(amendment).map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      {indexStep === null ? null : <StepEvidence step={indexStep} />}
      {acceptedBy === null || acceptedOn === null ? null : (
        <p className={classes.hash}>
          {t(indexStep === null ? 'maker:amendment.accepted' : 'maker:indexSteps.told', {
            name: acceptedBy,
            day: day(acceptedOn),
          })}{' '}
          <code title={contentHash}>{contentHash.slice(0, 12)}</code>
        </p>
      )}
      {state === 'signed' || onOpen === undefined ? null : (
        <div className={classes.steps}>
          <Button size="xs" onClick={() => onOpen('sign')}>
            {t(indexStep === null ? 'maker:amendment.sign' : 'maker:indexSteps.sign')}
          </Button>
          {indexStep === null ? (
            <Button size="xs" variant="default" onClick={() => onOpen('edit')}>
              {t('maker:amendment.edit')}
            </Button>
          ) : null}
          <Button size="xs" variant="subtle" onClick={() => onOpen('discard')}>
            {t('maker:amendment.discard')}
          </Button>
        </div>
      )}
    </li>
  );
}
