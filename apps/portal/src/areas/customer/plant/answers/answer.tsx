import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconHandStop,
  IconShieldCheck,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './answer.module.css';

export type AnswerTone = 'fine' | 'proven' | 'warning' | 'critical' | 'held' | 'unknown' | 'plain';

const SIGN: Readonly<Record<Exclude<AnswerTone, 'plain'>, Icon>> = {
  fine: IconCircleCheck,
  proven: IconShieldCheck,
  warning: IconAlertTriangle,
  critical: IconAlertOctagon,
  held: IconHandStop,
  unknown: IconCircleDashed,
};

interface AnswerProps {
  readonly question: string;
  readonly answer: ReactNode;
  readonly tone: AnswerTone;
  /** The evidence behind the answer. */
  readonly children?: ReactNode;
}

/** A question of the plant's staff and its answer; the evidence is shown below. */
export function Answer({ question, answer, tone, children }: AnswerProps) {
  const Sign = tone === 'plain' ? null : SIGN[tone];
  return (
    <section className={classes.answer}>
      <h2 className={classes.question}>{question}</h2>
      <p className={classes.words} data-tone={tone}>
        {Sign === null ? null : <Sign size={22} stroke={1.75} aria-hidden />}
        <span>{answer}</span>
      </p>
      {children}
    </section>
  );
}
