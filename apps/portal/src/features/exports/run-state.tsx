import { useTranslation } from 'react-i18next';
import type { ExportRun } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { StateBadge } from '../../ui/values/state-badge.js';

const LOOK: Readonly<Record<ExportRun['state'], string>> = {
  waiting: 'planned',
  running: 'in_progress',
  done: 'done',
  failed: 'failed',
};

/** Status of a file. */
export function RunState({
  run,
  plain,
}: {
  readonly run: Pick<ExportRun, 'state' | 'done' | 'total'>;
  readonly plain?: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, done, total } = run;
  return (
    <StateBadge state={LOOK[state]} plain={plain}>
      {state === 'running' && total > 0
        ? t('exports.runningShare', { share: format.percent(done / total, 0) })
        : t(`exports.state.${state}`)}
    </StateBadge>
  );
}
