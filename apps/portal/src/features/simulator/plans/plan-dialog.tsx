import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Simulation } from '../../../api/types.js';
import { ApiProblem, problemOf } from '../../../problems/problem.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { ChargeListFields } from '../../charges/form/charge-list-fields.js';
import type { BillingValues } from '../../charges/form/charge-values.js';
import { type SimulatedMeter, type UnsavedPlan, toSimulatedPlan } from './simulated-plan.js';

interface PlanDialogProps {
  readonly plan: UnsavedPlan;
  readonly facts: Omit<Simulation, 'plans'>;
  readonly counters: readonly SimulatedMeter[];
  /** Quantities that a charge can use. */
  readonly names: ReadonlyMap<string, string>;
  readonly onUse: (plan: UnsavedPlan) => void;
  readonly onClose: () => void;
}

/** Name and charges of a plan. The server validates the plan first, so that errors appear at their fields. */
export function PlanDialog({ plan, facts, counters, names, onUse, onClose }: PlanDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(plan.name);
  const { form, sending, summary, submit } = useServerForm<BillingValues>(
    { machines: [], meters: [], charges: plan.charges },
    async ({ charges }) => {
      const changed = { ...plan, name: name.trim() || plan.name, charges };
      await tryPlan({ ...facts, plans: [toSimulatedPlan(changed, counters)] });
      onUse(changed);
    },
  );
  return (
    <FormDialog
      title={t('maker:simulator.planTitle')}
      verb={t('maker:simulator.use')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={760}
    >
      <TextInput
        label={t('maker:simulator.planName')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ChargeListFields form={form} currency={facts.currency} meterNames={names} machines={[]} countsAll />
    </FormDialog>
  );
}

const PLAN_POINTER = '/plans/0';

/** Validates a plan by simulating it. Moves the errors of the plan to the fields of the form. */
async function tryPlan(body: Simulation): Promise<void> {
  try {
    await request('POST', '/pricing/simulation', { body });
  } catch (error) {
    const problem = problemOf(error);
    throw new ApiProblem({
      ...problem,
      fields: problem.fields?.map((fault) => ({
        ...fault,
        pointer: fault.pointer.startsWith(PLAN_POINTER)
          ? fault.pointer.slice(PLAN_POINTER.length)
          : fault.pointer,
      })),
    });
  }
}
