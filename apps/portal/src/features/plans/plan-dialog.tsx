import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { OfferedPlan } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { PlanFields, type PlanForm } from './plan-fields.js';
import { newPlanValues, toPlanNames } from './plan-values.js';

interface PlanDialogProps {
  /** The plan to edit; absent for a new one. */
  readonly plan?: OfferedPlan;
  readonly onClose: () => void;
}

/** Name and composition of a plan. Prices are part of each contract. */
export function PlanDialog({ plan, onClose }: PlanDialogProps) {
  const { t, i18n } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { ...newPlanValues(plan, i18n.language), archived: plan !== undefined && plan.archivedAt !== null },
    async ({ name, archived, ...values }) => {
      const body = { ...values, name: toPlanNames(name, i18n.language, plan?.name) };
      if (plan === undefined) await request('POST', '/plans', { body });
      else
        await request('PATCH', '/plans/{id}', {
          path: { id: plan.id },
          body: { ...body, archived },
          ifMatch: plan.version,
        });
      await stale('plans', 'contracts');
      onClose();
    },
  );
  return (
    <FormDialog
      title={plan === undefined ? t('maker:settings.addPlan') : plan.code}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      {/* The form contains all fields used here. */}
      <PlanFields form={form as unknown as PlanForm} />
      {plan === undefined ? null : (
        <Switch
          label={t('maker:settings.archivePlan')}
          description={t('maker:settings.planArchivedHint')}
          {...form.getInputProps('archived', { type: 'checkbox' })}
        />
      )}
    </FormDialog>
  );
}
