import { useTranslation } from 'react-i18next';
import type { StatementImport } from '../../../api/types.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

/** `columns`: a file that is probably CSV and needs a column map. */
type ShownState = StatementImport['state'] | 'columns';

const LOOK: Readonly<Record<ShownState, string>> = {
  reading: 'in_progress',
  ready: 'due',
  importing: 'in_progress',
  done: 'done',
  refused: 'failed',
  columns: 'due',
};

/** Returns true if a file has no known format and no column map yet. */
export function needsColumns({ problem, options }: Pick<StatementImport, 'problem' | 'options'>): boolean {
  return problem?.code === 'receivables.statement_format_unknown' && options.columnMap === undefined;
}

interface ImportStateBadgeProps {
  readonly item: Pick<StatementImport, 'state' | 'problem' | 'options'>;
  readonly plain?: boolean;
}

/** Status of an import. A file that is ready or needs a column map is shown as due, because the user must act. */
export function ImportStateBadge({ item, plain }: ImportStateBadgeProps) {
  const { t } = useTranslation();
  const state: ShownState = needsColumns(item) ? 'columns' : item.state;
  return (
    <StateBadge state={LOOK[state]} plain={plain}>
      {t(`maker:statements.state.${state}`)}
    </StateBadge>
  );
}
