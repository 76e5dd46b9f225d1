import { useTranslation } from 'react-i18next';
import type { MachineHistory } from '../../../api/types.js';
import type { ChartSpan } from '../../../ui/charts/chart-data.js';
import type { ChartRoom } from '../../../ui/charts/chart-options.js';
import { toDutySpans } from '../../machines/duty/duty-of-row.js';
import { DutyStrip } from '../../machines/duty/duty-strip.js';
import classes from './panel-duty.module.css';

interface PanelDutyProps {
  readonly histories: readonly MachineHistory[];
  readonly machines: readonly { readonly id: string; readonly serial: string }[];
  readonly window: ChartSpan;
  readonly room: ChartRoom | undefined;
}

/** Operating states of the machines below the charts, on the same time axis. */
export function PanelDuty({ histories, machines, window, room }: PanelDutyProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.strips} style={{ paddingLeft: room?.left, paddingRight: room?.right }}>
      {histories.map(({ machineId, duty }) => (
        <div key={machineId} className={classes.strip}>
          <span className={classes.name}>
            {machines.length > 1 ? machines.find(({ id }) => id === machineId)?.serial : t('history.duty')}
          </span>
          <DutyStrip spans={toDutySpans(duty)} from={window.from} to={window.to} height={22} />
        </div>
      ))}
    </div>
  );
}
