import type { Attention } from '../../../api/types.js';
import { useNow } from '../../../clock/clock.js';
import { useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './attention-badge.module.css';

const STATE_OF: Readonly<Record<Attention['kind'], string>> = {
  alarm: 'warning',
  silent: 'silent',
  held: 'held',
  kit: 'planned',
  ticket: 'assigned',
};

/** Badge with the reason why a machine needs attention, and since when. */
export function AttentionBadge({ attention }: { readonly attention: Attention }) {
  const format = useFormat();
  const now = useNow(60_000);
  const text = useCodeText();
  const { signalKey, value, quantity, unit, hoursLeft } = attention.params;
  const amount = value ?? quantity;
  const hours = hoursLeft === undefined || hoursLeft === null ? undefined : Number(hoursLeft);
  const overdue = attention.code === 'kit_due' && hours !== undefined && hours < 0;
  const spoken = {
    ...attention.params,
    signal: typeof signalKey === 'string' ? text('common:signalShort', signalKey) : '',
    amount:
      amount === undefined || amount === null ? '' : format.quantity(String(amount), String(unit ?? '')),
    left: hours === undefined ? '' : format.quantity(Math.abs(hours), 'h', 0),
  };
  const critical = attention.kind === 'alarm' && attention.params['severity'] === 'critical';
  return (
    <span className={classes.line}>
      <StateBadge state={critical ? 'critical' : overdue ? 'warning' : STATE_OF[attention.kind]} plain>
        {text('maker:attention', overdue ? 'kit_overdue' : attention.code, spoken)}
      </StateBadge>
      {attention.since === null ? null : (
        <span className={classes.since}>{format.duration(now - Date.parse(attention.since))}</span>
      )}
    </span>
  );
}
