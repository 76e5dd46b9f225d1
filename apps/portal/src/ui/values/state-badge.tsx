import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './state-badge.module.css';
import { lookOf, type Tone } from './state-tone.js';

interface StateBadgeProps {
  readonly state: string;
  /** Replaces the default label, for example "A12 tripped 111.2 °C". */
  readonly children?: ReactNode;
  /** Omits the background colour, for tables. */
  readonly plain?: boolean;
  /** Overrides the state's default tone, if the case is worse or better. */
  readonly tone?: Tone;
}

/** A state as icon, label and colour. */
export function StateBadge({ state, children, plain = false, tone }: StateBadgeProps) {
  const { t, i18n } = useTranslation();
  const look = lookOf(state);
  const Icon = look.icon;
  return (
    <span className={classes.badge} data-tone={tone ?? look.tone} data-plain={plain || undefined}>
      <Icon size={15} stroke={1.75} aria-hidden />
      <span className={classes.word}>
        {children ?? (i18n.exists(`state.${state}`) ? t(`state.${state}`) : state)}
      </span>
    </span>
  );
}
