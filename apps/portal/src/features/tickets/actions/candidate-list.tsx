import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate, Ticket } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { AssignDialog } from './assign-dialog.js';
import classes from './candidate-list.module.css';

const SHOWN = 4;

/** Suggested technicians of the hub, best first, each with pros and cons. */
export function CandidateList({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Candidate>();
  const [all, setAll] = useState(false);
  const candidates = useOne('tickets', '/tickets/{id}/candidates', { path: { id: ticket.id } });
  const items = candidates.data?.items ?? [];
  return (
    <Section title={t('maker:ticket.candidates')} aside={t('maker:ticket.candidatesNote')}>
      {candidates.isLoadingError ? (
        <ErrorState error={candidates.error} onRetry={() => void candidates.refetch()} />
      ) : candidates.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : items.length === 0 ? (
        <p className={classes.none}>{t('maker:ticket.noCandidates')}</p>
      ) : (
        <ol>
          {items.slice(0, all ? undefined : SHOWN).map((candidate) => (
            <CandidateRow
              key={candidate.technician.id}
              candidate={candidate}
              onChoose={() => setChosen(candidate)}
            />
          ))}
        </ol>
      )}
      {!all && items.length > SHOWN ? (
        <Button variant="subtle" size="xs" onClick={() => setAll(true)}>
          {t('maker:ticket.moreCandidates', { count: items.length - SHOWN })}
        </Button>
      ) : null}
      {chosen === undefined ? null : (
        <AssignDialog ticket={ticket} candidate={chosen} onClose={() => setChosen(undefined)} />
      )}
    </Section>
  );
}

interface CandidateRowProps {
  readonly candidate: Candidate;
  readonly onChoose: () => void;
}

function CandidateRow({ candidate, onChoose }: CandidateRowProps) {
  const { t } = useTranslation();
  const text = useCodeText();
  return (
    <li className={classes.row} data-refused={!candidate.assignable || undefined}>
      <span className={classes.rank}>{candidate.rank}</span>
      <div className={classes.words}>
        <p className={classes.name}>{candidate.technician.name}</p>
        <ul className={classes.reasons}>
          {candidate.reasons.map((reason) => (
            <li key={`${reason.kind} ${reason.code}`} data-ok={reason.ok}>
              {reason.ok ? (
                <IconCheck size={13} stroke={2} aria-label={t('maker:ticket.speaksFor')} />
              ) : (
                <IconX size={13} stroke={2} aria-label={t('maker:ticket.speaksAgainst')} />
              )}
              {text('common:candidate', reason.code, reason.params)}
            </li>
          ))}
        </ul>
      </div>
      <Button
        size="xs"
        variant={candidate.rank === 1 && candidate.assignable ? 'filled' : 'default'}
        disabled={!candidate.assignable}
        onClick={onChoose}
      >
        {t('maker:ticket.plan')}
      </Button>
    </li>
  );
}
