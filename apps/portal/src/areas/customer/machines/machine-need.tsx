import { useTranslation } from 'react-i18next';
import type { MachineRow } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

interface MachineNeedProps {
  readonly machine: MachineRow;
  readonly now: number;
}

/** Period before a kit's due date in which the kit is shown, in ms. */
const KIT_AHEAD = 90 * 86_400_000;

/**
 * The most important notice about a machine: its worst alarm, missing data, open tickets, or a kit due soon; otherwise
 * nothing.
 */
export function MachineNeed({ machine, now }: MachineNeedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const alarm = machine.openAlarms.find(({ severity }) => severity === 'critical') ?? machine.openAlarms[0];
  if (alarm !== undefined) {
    return (
      <StateBadge state={alarm.severity} plain>
        {t('customer:machines.alarm', {
          alarm: text('common:alarmName', alarm.code),
          duration: format.duration(now - Date.parse(alarm.raisedAt)),
        })}
      </StateBadge>
    );
  }
  if (machine.state === 'silent' || machine.lastReadingAt === null) {
    return (
      <StateBadge state="silent" plain>
        {machine.lastReadingAt === null
          ? t('customer:plant.neverHeard')
          : t('customer:machines.silentSince', { when: format.ago(machine.lastReadingAt, now) })}
      </StateBadge>
    );
  }
  if (machine.openTickets > 0) {
    return (
      <StateBadge state="info" plain>
        {t('customer:machines.tickets', { count: machine.openTickets })}
      </StateBadge>
    );
  }
  if (
    machine.nextKit?.predictedOn != null &&
    Date.parse(`${machine.nextKit.predictedOn}T12:00:00Z`) - now < KIT_AHEAD
  ) {
    return (
      <StateBadge state="info" plain>
        {t('customer:machines.kit', {
          kit: machine.nextKit.code,
          day: format.date(`${machine.nextKit.predictedOn}T12:00:00Z`, 'UTC'),
        })}
      </StateBadge>
    );
  }
  return null;
}
