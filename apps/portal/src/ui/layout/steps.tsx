import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './steps.module.css';

export interface Step {
  readonly key: string;
  readonly label: ReactNode;
  readonly note?: ReactNode;
}

interface StepsProps {
  readonly steps: readonly Step[];
  /** Index of the current step; all earlier steps are done. */
  readonly current: number;
  readonly label: string;
}

/** A sequence of steps: done, current, upcoming. */
export function Steps({ steps, current, label }: StepsProps) {
  return (
    <ol className={classes.steps} aria-label={label}>
      {steps.map((step, index) => {
        const state = index < current ? 'done' : index === current ? 'current' : 'ahead';
        return (
          <li
            key={step.key}
            className={classes.step}
            data-state={state}
            aria-current={state === 'current' ? 'step' : undefined}
          >
            <span className={classes.dot} aria-hidden>
              {state === 'done' ? <IconCheck size={11} stroke={3} /> : null}
            </span>
            <span className={classes.words}>
              <span className={classes.name}>{step.label}</span>
              {step.note === undefined ? null : <span className={classes.note}>{step.note}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
