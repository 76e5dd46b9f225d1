import { useTranslation } from 'react-i18next';
import type { HistoryImport } from '../../../api/types.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

const LOOK: Readonly<Record<HistoryImport['state'], string>> = {
  uploading: 'draft',
  uploaded: 'due',
  waiting: 'planned',
  running: 'in_progress',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Status of an import. */
export function ImportStateBadge({
  state,
  plain,
}: {
  readonly state: HistoryImport['state'];
  readonly plain?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <StateBadge state={LOOK[state]} plain={plain}>
      {t(`maker:history.state.${state}`)}
    </StateBadge>
  );
}
