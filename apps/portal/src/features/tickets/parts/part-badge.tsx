import { useTranslation } from 'react-i18next';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { stateOfPart, type NeededPart } from './part-state.js';

/** State of a ticket's part, as determined by `stateOfPart`. */
export function PartBadge({ part, isPlanned }: { readonly part: NeededPart; readonly isPlanned: boolean }) {
  const { t } = useTranslation();
  const state = stateOfPart(part, { isPlanned });
  if (state === 'unknown') return '—';
  return (
    <StateBadge state={state === 'reserved' || state === 'in_stock' ? 'ready' : 'shortage'} plain>
      {t(`common:partState.${state}`, { count: part.availableAtDepot ?? 0 })}
    </StateBadge>
  );
}
