import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { ModelSignal } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { formatUnit } from '../../../format/unit.js';
import { changedOnly } from '../../../ui/forms/changed-only.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import classes from '../../../ui/forms/fields.module.css';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { parseOptionalNumber, parseNumber } from '../../../ui/forms/parse-number.js';

interface SignalDialogProps {
  readonly modelId: string;
  readonly signal: ModelSignal | undefined;
  readonly onClose: () => void;
}

const KINDS = ['gauge', 'counter', 'state', 'event'] as const;
const LIMITS = ['warnLow', 'warnHigh', 'tripLow', 'tripHigh'] as const;

type Bound = 'warnLow' | 'warnHigh' | 'tripLow' | 'tripHigh' | 'modulus';

const orNull = (text: string | undefined): string | null | undefined => (text === '' ? null : text);

/** Converts optional fields to the request: an empty field is sent as null, a missing field is omitted. */
const toBounds = (values: Partial<Record<Bound | 'expectedSeconds', string>>) => ({
  warnLow: orNull(values.warnLow),
  warnHigh: orNull(values.warnHigh),
  tripLow: orNull(values.tripLow),
  tripHigh: orNull(values.tripHigh),
  modulus: orNull(values.modulus),
  expectedSeconds:
    values.expectedSeconds === undefined
      ? undefined
      : parseOptionalNumber('expectedSeconds', values.expectedSeconds),
});

type Values = Readonly<Record<Bound | 'expectedSeconds', string>> & { readonly kind: (typeof KINDS)[number] };

/** Empties the fields that a kind does not have, because the form hides them. */
function withoutHidden<Fields extends Values>(values: Fields): Fields {
  return {
    ...values,
    ...(values.kind === 'event' && { expectedSeconds: '' }),
    ...(values.kind === 'counter'
      ? { warnLow: '', warnHigh: '', tripLow: '', tripHigh: '' }
      : { modulus: '' }),
  };
}

/** Adds or edits a signal. Unit and kind cannot change once the signal has data. */
export function SignalDialog({ modelId, signal, onClose }: SignalDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const initial = {
    key: signal?.key ?? '',
    unit: signal?.unit ?? '',
    kind: signal?.kind ?? ('gauge' as const),
    decimals: String(signal?.decimals ?? 1),
    warnLow: signal?.warnLow ?? '',
    warnHigh: signal?.warnHigh ?? '',
    tripLow: signal?.tripLow ?? '',
    tripHigh: signal?.tripHigh ?? '',
    modulus: signal?.modulus ?? '',
    expectedSeconds: signal?.expectedSeconds?.toString() ?? '',
  };
  const { form, sending, summary, submit } = useServerForm(initial, async (entered) => {
    // If the kind has not changed, hidden fields keep their values, such as the limits of a counter.
    const values = entered.kind === signal?.kind ? entered : withoutHidden(entered);
    if (signal === undefined)
      await request('POST', '/models/{id}/signals', {
        path: { id: modelId },
        body: { ...values, ...toBounds(values), decimals: parseNumber(values.decimals) },
      });
    else {
      const { key: _fixed, decimals, ...changed } = changedOnly(initial, values);
      await request('PATCH', '/signals/{id}', {
        path: { id: signal.id },
        body: {
          ...changed,
          ...toBounds(changed),
          ...(decimals !== undefined && { decimals: parseNumber(decimals) }),
        },
        ifMatch: signal.version,
      });
    }
    await stale('models', 'machines', 'live', 'history');
    onClose();
  });
  return (
    <FormDialog
      title={signal === undefined ? t('maker:registry.addSignal') : signal.key}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('maker:registry.signalKey')}
        disabled={signal !== undefined}
        data-autofocus
        {...form.getInputProps('key')}
      />
      <div className={classes.two}>
        <TextInput
          label={t('maker:registry.unit')}
          description={t('maker:registry.unitHint')}
          {...form.getInputProps('unit')}
        />
        <Select
          label={t('maker:registry.kindLabel')}
          data={KINDS.map((value) => ({ value, label: t(`maker:registry.kind.${value}`) }))}
          {...form.getInputProps('kind')}
        />
      </div>
      <div className={classes.two}>
        <NumberField label={t('maker:registry.decimals')} decimals={0} {...form.getInputProps('decimals')} />
        {form.values.kind === 'event' ? null : (
          <NumberField
            label={t('maker:registry.expected')}
            description={t('maker:registry.expectedHint')}
            decimals={0}
            unit={t('entry.units.seconds')}
            min={1}
            {...form.getInputProps('expectedSeconds')}
          />
        )}
      </div>
      {form.values.kind === 'counter' ? (
        <NumberField
          label={t('maker:registry.modulus')}
          unit={formatUnit(form.values.unit)}
          description={t('maker:registry.modulusHint')}
          {...form.getInputProps('modulus')}
        />
      ) : (
        <div className={classes.two}>
          {LIMITS.map((limit) => (
            <NumberField
              key={limit}
              label={t(`maker:registry.${limit}`)}
              unit={formatUnit(form.values.unit)}
              {...form.getInputProps(limit)}
            />
          ))}
        </div>
      )}
    </FormDialog>
  );
}
