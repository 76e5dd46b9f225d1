import { Button, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { EscalationOfType, Role } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Section } from '../../../ui/layout/section.js';
import { escalatedRoles } from './escalated-roles.js';
import classes from './escalation-settings.module.css';

const MAX_STEPS = 5;

/** A step in the form, with the minutes as typed. */
interface StepValues {
  readonly afterMinutes: string;
  readonly role: Role;
}

interface EscalationStepsProps {
  readonly escalation: EscalationOfType;
}

/**
 * Escalation steps of a type. Each step names a role and the number of minutes after which its members are notified.
 */
export function EscalationSteps({ escalation: { type, steps } }: EscalationStepsProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const key = type.replace('.', '_');
  const { form, sending, summary, submit } = useServerForm<{ steps: StepValues[] }>(
    { steps: steps.map(({ afterMinutes, role }) => ({ afterMinutes: String(afterMinutes), role })) },
    async (values) => {
      await request('PUT', '/notification-escalations/{type}', {
        path: { type },
        body: {
          steps: values.steps.map(({ afterMinutes, role }) => ({ afterMinutes: Number(afterMinutes), role })),
        },
      });
      await stale('notification-escalations');
      toastDone(t('notifications.escalation.saved'));
    },
  );
  const roles = escalatedRoles(type).map((role) => ({ value: role, label: t(`role.${role}`) }));
  const values = form.values.steps;
  const addStep = (): void => {
    const last = Number(values.at(-1)?.afterMinutes ?? 0);
    form.insertListItem('steps', { afterMinutes: String(last + 15), role: 'manager' });
  };
  return (
    <Section title={t(`notifications.type.${key}`)}>
      <form onSubmit={submit} noValidate>
        <p className={classes.why}>{t(`notifications.escalation.why.${key}`)}</p>
        <FormSummary summary={summary} />
        {values.length === 0 ? <p className={classes.none}>{t('notifications.escalation.none')}</p> : null}
        <ol className={classes.steps} aria-label={t('notifications.escalation.steps')}>
          {values.map((_step, index) => (
            <li key={index} className={classes.step}>
              <NumberField
                label={t('notifications.escalation.after')}
                unit={t('notifications.escalation.minutes')}
                decimals={0}
                min={1}
                {...form.getInputProps(`steps.${index}.afterMinutes`)}
              />
              <Select
                label={t('notifications.escalation.role')}
                allowDeselect={false}
                data={roles}
                {...form.getInputProps(`steps.${index}.role`)}
              />
              <Button
                variant="default"
                aria-label={t('notifications.escalation.removeStep', { number: index + 1 })}
                onClick={() => form.removeListItem('steps', index)}
              >
                {t('notifications.push.remove')}
              </Button>
            </li>
          ))}
        </ol>
        <div className={classes.buttons}>
          <Button
            variant="default"
            leftSection={<IconPlus size={15} stroke={1.75} aria-hidden />}
            disabled={values.length >= MAX_STEPS}
            onClick={addStep}
          >
            {t('notifications.escalation.addStep')}
          </Button>
          <Button type="submit" loading={sending}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
