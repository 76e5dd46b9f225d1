import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { useZone } from '../../../clock/zone.js';
import { instantToWallTime, wallTimeToIso } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { DateTimeField } from '../../../ui/forms/entry/date-time-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import type { Choice } from '../../search/search-select.js';
import classes from '../exports.module.css';
import { ChosenField } from '../fields/chosen-field.js';
import { type ExportFormat, FormatField } from '../fields/format-field.js';
import { FormulasField } from '../fields/formulas-field.js';
import { SignalsField } from '../fields/signals-field.js';

const DAY = 86_400_000;

/** Starts a one-off export: machines, signals, period and format. */
export function ExportJobDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const zone = useZone();
  const format = useFormat();
  const stale = useStale();
  const now = productNow();
  const [chosen, setChosen] = useState<readonly Choice[]>([]);
  const { form, sending, summary, submit } = useServerForm(
    {
      from: instantToWallTime(now - 7 * DAY, zone),
      to: instantToWallTime(now, zone),
      signals: [] as string[],
      format: 'csv' as ExportFormat,
      formulas: 'escape' as 'escape' | 'keep',
    },
    async ({ from, to, ...values }) => {
      await request('POST', '/export-jobs', {
        body: {
          ...values,
          ...(chosen.length > 0 && { machines: chosen.map(({ value }) => value) }),
          from: wallTimeToIso(from, zone),
          to: wallTimeToIso(to, zone),
        },
      });
      await stale('export-jobs');
      onClose();
    },
  );
  const zoneHint = t('exports.once.zone', { zone: format.city(zone) });
  return (
    <FormDialog
      title={t('exports.once.add')}
      verb={t('exports.once.start')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={560}
    >
      <ChosenField
        of="list"
        label={t('exports.machines')}
        description={t('exports.once.machinesHint')}
        chosen={chosen}
        error={form.errors['machines']}
        onChange={setChosen}
      />
      <div className={classes.two}>
        <DateTimeField
          zone={zone}
          label={t('exports.once.from')}
          description={zoneHint}
          {...form.getInputProps('from')}
        />
        <DateTimeField
          zone={zone}
          label={t('exports.once.to')}
          description={zoneHint}
          {...form.getInputProps('to')}
        />
      </div>
      <SignalsField
        machineIds={chosen.map(({ value }) => value)}
        {...form.getInputProps('signals')}
        value={form.values.signals}
      />
      <FormatField {...form.getInputProps('format')} />
      {form.values.format === 'csv' ? <FormulasField {...form.getInputProps('formulas')} /> : null}
    </FormDialog>
  );
}
