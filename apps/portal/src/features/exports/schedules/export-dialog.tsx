import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { areaOf, useSession } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { ExportSchedule } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { useZone } from '../../../clock/zone.js';
import { namedZone } from '../../../format/named-zone.js';
import { useFormat } from '../../../format/use-format.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import type { Choice } from '../../search/search-select.js';
import classes from '../exports.module.css';
import { ChosenField } from '../fields/chosen-field.js';
import { FormatField } from '../fields/format-field.js';
import { FormulasField } from '../fields/formulas-field.js';
import { SignalsField } from '../fields/signals-field.js';
import { hourText } from '../use-export-words.js';

interface ExportDialogProps {
  /** The schedule to edit; undefined for a new export. */
  readonly schedule: ExportSchedule | undefined;
  readonly onClose: () => void;
  readonly onSaved?: (id: string) => void;
}

type MachinesOf = ExportSchedule['machines']['of'];
const RHYTHMS = ['day', 'week', 'month'] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourText(hour) }));
/** Default hour of an export. By then, devices have sent the data that they buffered overnight. */
const MORNING = 6;
const KEPT = 30;

/** Adds or edits a scheduled export: machines, signals, format and schedule. */
export function ExportDialog({ schedule, onClose, onSaved }: ExportDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const ownZone = useZone();
  const isCustomer = areaOf(useSession().membership.role) === 'customer';
  const customers = useList('customers', '/customers', { enabled: isCustomer });
  const [chosen, setChosen] = useState<readonly Choice[]>(() =>
    (schedule?.machines.chosen ?? []).map(({ id, name }) => ({ value: id, label: name })),
  );
  const initial = {
    name: schedule?.name ?? '',
    customerId: schedule?.customer?.id ?? '',
    machines: { of: schedule?.machines.of ?? ('all' as MachinesOf) },
    signals: [...(schedule?.signals ?? [])],
    format: schedule?.format ?? 'csv',
    formulas: schedule?.formulas ?? 'escape',
    every: schedule?.every ?? 'day',
    hour: String(schedule?.hour ?? MORNING),
    zone: schedule?.zone ?? ownZone,
    keep: String(schedule?.keep ?? KEPT),
  };
  const { form, sending, summary, submit } = useServerForm(
    initial,
    async ({ machines: { of }, customerId, hour, keep, ...values }) => {
      const body = {
        ...values,
        name: values.name.trim(),
        machines: { of, ids: of === 'all' ? [] : chosen.map(({ value }) => value) },
        hour: Number(hour),
        keep: Number(keep),
      };
      const { id } =
        schedule === undefined
          ? await request('POST', '/export-schedules', {
              body: { ...body, ...(customerId !== '' && { customerId }) },
            })
          : await request('PATCH', '/export-schedules/{id}', {
              path: { id: schedule.id },
              body,
              ifMatch: schedule.version,
            });
      await stale('export-schedules');
      onSaved?.(id);
      onClose();
    },
  );
  const { machines, signals, every } = form.values;
  // Users of a customer select among their machines, models and sites. For them, `all` means the whole customer.
  const choices: readonly MachinesOf[] = isCustomer
    ? ['all', 'list', 'model', 'site']
    : ['all', 'list', 'model', 'site', 'customer'];
  return (
    <FormDialog
      title={schedule === undefined ? t('exports.add') : schedule.name}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={560}
    >
      <TextInput
        label={t('exports.name')}
        description={t('exports.nameHint')}
        data-autofocus
        {...form.getInputProps('name')}
      />
      {schedule === undefined && customers.items.length > 1 ? (
        <Select
          label={t('exports.customer')}
          searchable
          data={customers.items.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('customerId')}
        />
      ) : null}
      <Select
        label={t('exports.machines')}
        description={t(`exports.choiceHint.${machines.of}`)}
        allowDeselect={false}
        data={choices.map((value) => ({ value, label: t(`exports.choice.${value}`) }))}
        value={machines.of}
        onChange={(value) => {
          setChosen([]);
          form.setFieldValue('machines.of', value as MachinesOf);
        }}
      />
      {machines.of === 'all' ? null : (
        <ChosenField
          of={machines.of}
          chosen={chosen}
          error={form.errors['machines.ids']}
          onChange={(wanted) => {
            setChosen(wanted);
            form.clearFieldError('machines.ids');
          }}
        />
      )}
      <SignalsField
        machineIds={machines.of === 'list' ? chosen.map(({ value }) => value) : []}
        {...form.getInputProps('signals')}
        value={signals}
      />
      <div className={classes.two}>
        <FormatField {...form.getInputProps('format')} />
        <NumberField label={t('exports.keep')} decimals={0} {...form.getInputProps('keep')} />
      </div>
      {form.values.format === 'csv' ? <FormulasField {...form.getInputProps('formulas')} /> : null}
      <div className={classes.two}>
        <Select
          label={t('exports.rhythm')}
          allowDeselect={false}
          data={RHYTHMS.map((value) => ({ value, label: t(`exports.every.${value}`) }))}
          {...form.getInputProps('every')}
        />
        <Select
          label={t('exports.hour')}
          allowDeselect={false}
          data={HOURS}
          {...form.getInputProps('hour')}
        />
      </div>
      <Select
        label={t('exports.zone')}
        description={t(`exports.everyHint.${every}`)}
        searchable
        allowDeselect={false}
        limit={100}
        data={[...new Set([form.values.zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({
          value: zone,
          label: namedZone(zone, format.city(zone)),
        }))}
        {...form.getInputProps('zone')}
      />
    </FormDialog>
  );
}
