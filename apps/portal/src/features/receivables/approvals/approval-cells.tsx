import type { useTranslation } from 'react-i18next';
import type { Approval } from '../../../api/types.js';
import type { Format } from '../../../format/use-format.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from '../rows.module.css';

type Decided = Pick<Approval, 'state' | 'undoneWhy' | 'decisionWhy'>;

/** State of a change and, if it was rejected or undone, the reason. */
export function ApprovalStatus({ change: { state, undoneWhy, decisionWhy } }: { readonly change: Decided }) {
  const why = state === 'undone' ? undoneWhy : decisionWhy;
  return (
    <span className={classes.lines}>
      <StateBadge state={state} plain />
      {why === null || why === '' ? null : <span className={classes.quiet}>{why}</span>}
    </span>
  );
}

/** Whether the amount of a change has no effect, because it was rejected or undone. */
export function isVoid({ state }: Pick<Approval, 'state'>): boolean {
  return state === 'undone' || state === 'rejected';
}

/** Column of the person and the time of the request. */
export function requestedColumn(
  t: ReturnType<typeof useTranslation>['t'],
  format: Format,
): Column<Pick<Approval, 'requestedBy' | 'requestedAt'>> {
  return {
    key: 'requested',
    header: t('maker:approval.requested'),
    width: 'minmax(150px, 1fr)',
    wide: true,
    phone: 'hide',
    cell: ({ requestedBy, requestedAt }) => format.listed([requestedBy, format.dateTime(requestedAt)]),
  };
}
