import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Approval } from '../../../api/types.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from '../rows.module.css';

type Decided = Pick<Approval, 'state' | 'undoneWhy' | 'decisionWhy'>;

/** State of a change and, if it was rejected or undone, why. */
export function ApprovalStatus({ change: { state, undoneWhy, decisionWhy } }: { readonly change: Decided }) {
  const why = state === 'undone' ? undoneWhy : decisionWhy;
  return (
    <span className={classes.lines}>
      <StateBadge state={state} plain />
      {why === null || why === '' ? null : <span className={classes.quiet}>{why}</span>}
    </span>
  );
}

interface ApprovalActionProps {
  readonly state: Approval['state'];
  readonly decideTitle: string;
  readonly undoTitle: string;
  readonly onDecide: () => void;
  readonly onUndo: () => void;
}

/** The button of a change: decide on a pending one, or undo a posted one. */
export function ApprovalAction({ state, decideTitle, undoTitle, onDecide, onUndo }: ApprovalActionProps) {
  const { t } = useTranslation();
  if (state === 'pending')
    return (
      <Button variant="default" size="xs" onClick={onDecide} aria-label={decideTitle}>
        {t('maker:approval.decide')}
      </Button>
    );
  if (state !== 'posted') return null;
  return (
    <Button variant="subtle" size="xs" onClick={onUndo} aria-label={undoTitle}>
      {t('maker:approval.undo')}
    </Button>
  );
}

/** Whether the amount of a change has no effect, because it was rejected or undone. */
export function isVoid({ state }: Pick<Approval, 'state'>): boolean {
  return state === 'undone' || state === 'rejected';
}
