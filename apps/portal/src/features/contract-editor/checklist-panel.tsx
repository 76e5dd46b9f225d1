import { UnstyledButton } from '@mantine/core';
import { IconCircle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CheckedStep } from './checks/checklist.js';
import classes from './checklist-panel.module.css';

interface ChecklistPanelProps {
  readonly steps: readonly CheckedStep[];
  /** Moves the focus to the field where an open step continues. */
  readonly onGo: (path: string) => void;
}

/** Steps to an active contract. Each open step moves the focus to its field. */
export function ChecklistPanel({ steps, onGo }: ChecklistPanelProps) {
  const { t } = useTranslation();
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <section className={classes.panel} aria-labelledby="draft-steps">
      <h2 id="draft-steps" className={classes.title}>
        {t('maker:contractEditor.steps.title')}
        <span>{t('maker:contractEditor.steps.count', { done, count: steps.length })}</span>
      </h2>
      <ul className={classes.steps}>
        {steps.map(({ step, isDone, isRequired, goesTo }) => (
          <li key={step} data-done={isDone || undefined}>
            {isDone ? (
              <span className={classes.step}>
                <IconCircleCheck size={16} stroke={1.75} aria-hidden />
                <span className="visually-hidden">{t('maker:contractEditor.steps.done')}: </span>
                {t(`maker:contractEditor.steps.${step}`)}
              </span>
            ) : (
              <UnstyledButton className={classes.step} onClick={() => onGo(goesTo)}>
                {isRequired ? (
                  <IconCircle size={16} stroke={1.75} aria-hidden />
                ) : (
                  <IconCircleDashed size={16} stroke={1.75} aria-hidden />
                )}
                <span>{t(`maker:contractEditor.steps.${step}`)}</span>
                {isRequired ? null : (
                  <span className={classes.optional}>{t('maker:contractEditor.steps.optional')}</span>
                )}
              </UnstyledButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
