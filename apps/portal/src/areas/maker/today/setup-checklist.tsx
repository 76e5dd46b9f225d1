import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupStep } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { Section } from '../../../ui/layout/section.js';
import classes from './setup-checklist.module.css';
import { useSetupChecklist } from './use-setup-checklist.js';

/**
 * Interval for polling the steps. It is short, so that the first reading appears while the user is still looking at the
 * device.
 */
const POLL_INTERVAL_MS = 5000;

/** The page of each step. A step that a single dialog completes also opens that dialog. */
const PAGES: Readonly<
  Record<SetupStep['key'], { readonly to: string; readonly search?: Readonly<Record<string, string>> }>
> = {
  company: { to: '/settings', search: { tab: 'organization', open: 'entity' } },
  model: { to: '/registry', search: { tab: 'models', open: 'model' } },
  machines: { to: '/import', search: { kind: 'customers' } },
  device: { to: '/devices' },
  plan: { to: '/settings', search: { tab: 'organization', open: 'plan' } },
  contract: { to: '/contracts/new' },
  draft: { to: '/billing', search: { open: 'run' } },
};

/**
 * Steps from an empty installation to the first draft, for administrators. The list disappears when all steps are done,
 * and the user can hide it earlier. Shows nothing while it is loading or if it cannot be loaded, because the page below
 * is more important.
 */
export function SetupChecklist() {
  const { t } = useTranslation();
  const choice = useSetupChecklist();
  const [isOver, setIsOver] = useState(false);
  const checklist = useOne('setup-checklist', '/setup-checklist', {
    enabled: choice.isShown,
    refetchInterval: isOver ? undefined : POLL_INTERVAL_MS,
  });
  if (checklist.data?.complete === true && !isOver) setIsOver(true);
  if (!choice.isShown || checklist.data === undefined || checklist.data.complete) return null;
  const { steps, next } = checklist.data;
  const done = steps.filter(({ state }) => state === 'done').length;
  return (
    <div className={classes.checklist}>
      <Section
        title={t('maker:setup.title')}
        aside={t('maker:setup.progress', { done, steps: steps.length })}
        action={
          <Button variant="subtle" size="xs" onClick={choice.hide}>
            {t('maker:setup.hide')}
          </Button>
        }
      >
        <ol className={classes.steps}>
          {steps.map((step, index) => (
            <ChecklistStep key={step.key} step={step} number={index + 1} isNext={step.key === next} />
          ))}
        </ol>
      </Section>
    </div>
  );
}

interface ChecklistStepProps {
  readonly step: SetupStep;
  readonly number: number;
  /** Whether this is the first step that is not done. */
  readonly isNext: boolean;
}

function ChecklistStep({ step: { key, state }, number, isNext }: ChecklistStepProps) {
  const { t } = useTranslation();
  const { to, search } = PAGES[key];
  // A completed step links to the page without opening the dialog.
  const { open, ...place } = search ?? {};
  return (
    <li className={classes.step} data-state={state} aria-current={isNext ? 'step' : undefined}>
      <span className={classes.mark} aria-hidden>
        {state === 'done' ? <IconCheck size={13} stroke={3} /> : number}
      </span>
      <span className={classes.words}>
        <Link
          to={to}
          search={state === 'done' || open === undefined ? place : { ...place, open }}
          className={classes.name}
        >
          {t(`maker:setup.steps.${key}.title`)}
        </Link>
        <span className="visually-hidden"> {t(`maker:setup.state.${state}`)}</span>
        {state === 'done' && key !== 'device' ? null : (
          <span className={classes.text}>
            {key === 'device' && state !== 'open' ? (
              <DeviceLight isReporting={state === 'done'} />
            ) : (
              t(`maker:setup.steps.${key}.text`)
            )}
          </span>
        )}
      </span>
    </li>
  );
}

/** Turns green when the first reading has arrived. */
function DeviceLight({ isReporting }: { readonly isReporting: boolean }) {
  const { t } = useTranslation();
  return (
    <span role="status" className={classes.light} data-on={isReporting || undefined}>
      {t(isReporting ? 'maker:setup.receiving' : 'maker:setup.waiting')}
    </span>
  );
}
