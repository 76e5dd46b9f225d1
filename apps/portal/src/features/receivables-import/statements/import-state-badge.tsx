import { useTranslation } from 'react-i18next';
import type { StatementImport } from '../../../api/types.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

const LOOK: Readonly<Record<StatementImport['state'], string>> = {
  reading: 'in_progress',
  ready: 'due',
  importing: 'in_progress',
  done: 'done',
  refused: 'failed',
};

interface ImportStateBadgeProps {
  readonly state: StatementImport['state'];
  readonly plain?: boolean;
}

/** Status of an import. A file that is ready needs a decision. */
export function ImportStateBadge({ state, plain }: ImportStateBadgeProps) {
  const { t } = useTranslation();
  return (
    <StateBadge state={LOOK[state]} plain={plain}>
      {t(`maker:statements.state.${state}`)}
    </StateBadge>
  );
}
