import { Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { ModelMeter, ModelSignal } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { withPointers } from '../../../problems/problem.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import type { ChargesForm } from '../../charges/form/charges-form.js';
import { MeasuringFields } from '../../charges/meters/measuring-fields.js';
import meterClasses from '../../charges/meters/meter-fields.module.css';
import { shownReferenceFactor, toModelMeterTerms, toModelMeterValues } from './model-meter-values.js';
import classes from './model-meters.module.css';

interface ModelMeterDialogProps {
  readonly modelId: string;
  readonly meter: ModelMeter | undefined;
  readonly signals: readonly ModelSignal[];
  readonly onClose: () => void;
}

/** Paths of the model meter's own fields; all other paths belong to the measurement. */
const OWN = /^\/(name|reference)(\/|$)/;

/** Adds or edits a model meter, which future contracts can copy. */
export function ModelMeterDialog({ modelId, meter, signals, onClose }: ModelMeterDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(toModelMeterValues(meter), async (values) => {
    const body = toModelMeterTerms(values);
    try {
      if (meter === undefined) await request('POST', '/models/{id}/meters', { path: { id: modelId }, body });
      else
        await request('PATCH', '/model-meters/{id}', {
          path: { id: meter.id },
          body,
          ifMatch: meter.version,
        });
    } catch (error) {
      throw withPointers(error, (pointer) => (OWN.test(pointer) ? pointer : `/meters/0${pointer}`));
    }
    await stale('models');
    onClose();
  });
  const { converts, reference } = form.values;
  const factor = shownReferenceFactor(reference);
  return (
    <FormDialog
      title={meter === undefined ? t('maker:modelMeters.add') : meter.name}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={620}
    >
      <TextInput
        label={t('maker:registry.name')}
        description={t('maker:modelMeters.nameHint')}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <fieldset className={`${meterClasses.meter} ${classes.measuring}`}>
        <legend className="visually-hidden">{t('maker:contract.meter')}</legend>
        {/* The form contains all fields used here. */}
        <MeasuringFields form={form as unknown as ChargesForm} index={0} signals={signals} />
      </fieldset>
      <Switch
        label={t('maker:modelMeters.converts')}
        description={t('maker:modelMeters.convertsHint')}
        {...form.getInputProps('converts', { type: 'checkbox' })}
      />
      {converts ? (
        <>
          {(['from', 'to'] as const).map((side) => (
            <fieldset key={side} className={classes.state}>
              <legend>{t(`maker:modelMeters.${side}`)}</legend>
              <NumberField
                label={t('maker:modelMeters.celsius')}
                unit="°C"
                {...form.getInputProps(`reference.${side}.celsius`)}
                // An impossible gas state is an error of both fields of a side, and is shown at the first one.
                error={form.errors[`reference.${side}.celsius`] ?? form.errors[`reference.${side}`]}
              />
              <NumberField
                label={t('maker:modelMeters.mbar')}
                unit="mbar"
                {...form.getInputProps(`reference.${side}.mbar`)}
              />
            </fieldset>
          ))}
          {factor === null ? null : (
            <p className={classes.hint}>
              {t('maker:modelMeters.factor', { factor: format.number(factor, 5) })}
            </p>
          )}
        </>
      ) : null}
    </FormDialog>
  );
}
