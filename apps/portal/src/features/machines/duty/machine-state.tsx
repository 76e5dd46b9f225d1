import { useTranslation } from 'react-i18next';
import { lookOf } from '../../../ui/values/state-tone.js';
import classes from './machine-state.module.css';

/** State of a machine in a table or a title: coloured icon and text. */
export function MachineState({
  state,
  strong = false,
}: {
  readonly state: string;
  readonly strong?: boolean;
}) {
  const { t } = useTranslation();
  const look = lookOf(state);
  const Icon = look.icon;
  return (
    <span className={classes.state} data-tone={look.tone} data-strong={strong || undefined}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className={classes.word}>{t(`state.${state}`)}</span>
    </span>
  );
}
