import { Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { AlarmRule } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { formatUnit } from '../../format/unit.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { changedOnly } from '../../ui/forms/changed-only.js';
import { NumberField } from '../../ui/forms/entry/number-field.js';
import classes from '../../ui/forms/fields.module.css';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';

interface RuleDialogProps {
  readonly rule: AlarmRule | undefined;
  readonly onClose: () => void;
}

const SEVERITIES = ['critical', 'warning', 'info'] as const;

/** Adds or edits an alarm rule. Separate on and off limits keep a value near the limit from raising alarms all day. */
export function RuleDialog({ rule, onClose }: RuleDialogProps) {
  const { t, i18n } = useTranslation();
  const stale = useStale();
  const text = useCodeText();
  const models = useOne('models', '/models', { query: { limit: 200 } });
  const initial = {
    code: rule?.code ?? '',
    name: rule?.name[i18n.language] ?? rule?.name['en'] ?? '',
    modelId: rule?.modelId ?? '',
    signalKey: rule?.signalKey ?? '',
    direction: rule?.direction ?? 'above',
    onLimit: rule?.onLimit ?? '',
    offLimit: rule?.offLimit ?? '',
    onDelaySeconds: String(rule?.onDelaySeconds ?? 0),
    severity: rule?.severity ?? 'warning',
    opensTicket: rule?.opensTicket ?? false,
    enabled: rule?.enabled ?? true,
  };
  const named = (name: string) => ({ ...rule?.name, [i18n.language]: name });
  const { form, sending, summary, submit } = useServerForm(initial, async (values) => {
    if (rule === undefined)
      await request('POST', '/alarm-rules', {
        body: { ...values, name: named(values.name), onDelaySeconds: Number(values.onDelaySeconds) },
      });
    else {
      const { name, onDelaySeconds, ...changed } = changedOnly(initial, values);
      await request('PATCH', '/alarm-rules/{id}', {
        path: { id: rule.id },
        body: {
          ...changed,
          ...(name !== undefined && { name: named(name) }),
          ...(onDelaySeconds !== undefined && { onDelaySeconds: Number(onDelaySeconds) }),
        },
        ifMatch: rule.version,
      });
    }
    await stale('alarm-rules', 'alarms');
    onClose();
  });
  const model = useOne('models', '/models/{id}', {
    path: { id: form.values.modelId },
    enabled: form.values.modelId !== '',
  });
  const fixed = rule !== undefined;
  const unit = formatUnit(model.data?.signals.find(({ key }) => key === form.values.signalKey)?.unit ?? '');
  return (
    <FormDialog
      title={rule === undefined ? t('maker:rules.add') : rule.code}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <div className={classes.two}>
        <TextInput
          label={t('maker:registry.code')}
          disabled={fixed}
          data-autofocus
          {...form.getInputProps('code')}
        />
        <TextInput label={t('maker:registry.name')} {...form.getInputProps('name')} />
      </div>
      <div className={classes.two}>
        <Select
          label={t('maker:fleet.model')}
          disabled={fixed}
          data={(models.data?.items ?? []).map((candidate) => ({
            value: candidate.id,
            label: candidate.code,
          }))}
          {...form.getInputProps('modelId')}
        />
        <Select
          label={t('maker:rules.signal')}
          disabled={fixed}
          data={
            fixed
              ? [{ value: initial.signalKey, label: text('common:signal', initial.signalKey) }]
              : (model.data?.signals ?? [])
                  .filter((signal) => signal.kind === 'gauge')
                  .map((signal) => ({ value: signal.key, label: text('common:signal', signal.key) }))
          }
          {...form.getInputProps('signalKey')}
        />
      </div>
      <Select
        label={t('maker:rules.direction')}
        disabled={fixed}
        data={[
          { value: 'above', label: t('maker:rules.above') },
          { value: 'below', label: t('maker:rules.below') },
        ]}
        {...form.getInputProps('direction')}
      />
      <div className={classes.two}>
        <NumberField unit={unit} label={t('maker:rules.on')} {...form.getInputProps('onLimit')} />
        <NumberField unit={unit} label={t('maker:rules.off')} {...form.getInputProps('offLimit')} />
      </div>
      <div className={classes.two}>
        <NumberField
          unit={t('entry.units.seconds')}
          decimals={0}
          min={0}
          label={t('maker:rules.delay')}
          {...form.getInputProps('onDelaySeconds')}
        />
        <Select
          label={t('maker:alarms.severity')}
          data={SEVERITIES.map((value) => ({ value, label: t(`state.${value}`) }))}
          {...form.getInputProps('severity')}
        />
      </div>
      <Switch
        label={t('maker:rules.opensTicket')}
        {...form.getInputProps('opensTicket', { type: 'checkbox' })}
      />
      <Switch label={t('maker:rules.enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
    </FormDialog>
  );
}
