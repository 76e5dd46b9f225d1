import { useTranslation } from 'react-i18next';
import { StateBadge } from '../../ui/state-badge.js';
import { stateOfPart, type NeededPart } from './part-state.js';

/** Whether a ticket has a part: reserved for it, in stock, reserved for other work, or not in stock. */
export function PartBadge({ part }: { readonly part: NeededPart }) {
  const { t } = useTranslation();
  const state = stateOfPart(part);
  if (state === 'unknown') return '—';
  return (
    <StateBadge state={state === 'reserved' || state === 'in_stock' ? 'ready' : 'shortage'} plain>
      {t(`common:partState.${state}`, { count: part.availableAtDepot ?? 0 })}
    </StateBadge>
  );
}
