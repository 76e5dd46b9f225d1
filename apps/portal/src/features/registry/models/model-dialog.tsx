import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { ModelTemplate } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface ModelDialogProps {
  readonly onClose: () => void;
  readonly onAdded: (modelId: string) => void;
}

const INITIAL = { template: '', code: '', name: '', requiredSkill: '' };

/** Adds a model, from a template or empty. Its signals, meters and alarm rules can be changed afterwards. */
export function ModelDialog({ onClose, onAdded }: ModelDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const localised = useLocalised();
  const templates = useOne('model-templates', '/model-templates').data?.items ?? [];
  const { form, sending, summary, submit } = useServerForm(
    INITIAL,
    async ({ template: key, requiredSkill, ...values }) => {
      const fields = { ...values, ...(requiredSkill === '' ? {} : { requiredSkill }) };
      const template = templates.find((one) => one.key === key)?.key;
      const added =
        template === undefined
          ? await request('POST', '/models', { body: fields })
          : await request('POST', '/models/from-template', { body: { template, ...fields } });
      await stale('models', 'alarm-rules');
      onAdded(added.id);
      onClose();
    },
  );
  const chosen = templates.find(({ key }) => key === form.values.template);
  const choose = (key: string | null): void => {
    const { name } = form.values;
    const isOwnName = name !== '' && !templates.some((template) => localised(template.name) === name);
    form.setFieldValue('template', key ?? '');
    if (!isOwnName) form.setFieldValue('name', localised(templates.find((one) => one.key === key)?.name));
  };
  return (
    <FormDialog
      title={t('maker:registry.addModel')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      {templates.length === 0 ? null : (
        <Select
          label={t('maker:modelTemplates.label')}
          placeholder={t('maker:modelTemplates.none')}
          description={chosen === undefined ? t('maker:modelTemplates.hint') : undefined}
          data={templates.map(({ key, name }) => ({ value: key, label: localised(name) }))}
          clearable
          {...form.getInputProps('template')}
          value={form.values.template === '' ? null : form.values.template}
          onChange={choose}
        />
      )}
      {chosen === undefined ? null : <TemplateContent template={chosen} />}
      <TextInput label={t('maker:registry.code')} data-autofocus {...form.getInputProps('code')} />
      <TextInput label={t('maker:registry.name')} {...form.getInputProps('name')} />
      <TextInput label={t('maker:registry.skill')} {...form.getInputProps('requiredSkill')} />
    </FormDialog>
  );
}

/** Lists the objects that a template creates. */
function TemplateContent({ template }: { readonly template: ModelTemplate }) {
  const { t } = useTranslation();
  const format = useFormat();
  const localised = useLocalised();
  const { service_interval_hours: hours, service_interval_days: days } = template.attributes;
  const interval =
    hours !== undefined
      ? format.quantity(hours, 'h')
      : days !== undefined
        ? format.quantity(days, 'd')
        : undefined;
  return (
    <p>
      {[
        t('maker:modelTemplates.signals', { number: template.signals }),
        t('maker:modelTemplates.rules', { number: template.alarmRules }),
        t('maker:modelTemplates.meter', { name: localised(template.meter) }),
        ...(interval === undefined ? [] : [t('maker:modelTemplates.interval', { interval })]),
      ].join(' · ')}
    </p>
  );
}
