import { Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocalised } from '../../../i18n/localised.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { freeKey } from './charge-values.js';
import classes from './charges-form.module.css';
import type { ChargesForm } from './charges-form.js';
import { canBePrepaid } from './pricing-values.js';

interface PrepaidFieldsProps {
  readonly form: ChargesForm;
  readonly index: number;
}

/** Fields of a one-time amount: whether it is a deposit, or prepaid credits for another charge and their expiry. */
export function PrepaidFields({ form, index }: PrepaidFieldsProps) {
  const { t } = useTranslation();
  const localised = useLocalised();
  const { charges } = form.values;
  const { prepaid, deposit } = charges[index]!;
  const at = (field: string) => form.getInputProps(`charges.${index}.prepaid.${field}`);
  const targets = charges.filter(({ pricing }) => canBePrepaid(pricing.model));
  const choose = (row: string | null): void => {
    const ownIndex = charges.findIndex((candidate) => candidate.row === row);
    if (ownIndex < 0) return;
    // A new charge gets its key now, so that the one-time amount can refer to it.
    const taken = new Set(charges.flatMap(({ key }) => key ?? []));
    const key = charges[ownIndex]!.key ?? freeKey('units', taken);
    if (charges[ownIndex]!.key === undefined) form.setFieldValue(`charges.${ownIndex}.key`, key);
    form.setFieldValue(`charges.${index}.prepaid.chargeKey`, key);
  };
  return (
    <div className={classes.fields}>
      <Switch
        label={t('maker:charge.deposit')}
        description={t('maker:charge.depositHint')}
        {...form.getInputProps(`charges.${index}.deposit`, { type: 'checkbox' })}
      />
      {deposit ? null : (
        <Switch
          label={t('maker:charge.prepaid.sells')}
          description={t('maker:charge.prepaid.sellsHint')}
          {...form.getInputProps(`charges.${index}.prepaid.sells`, { type: 'checkbox' })}
        />
      )}
      {prepaid.sells && !deposit ? (
        <>
          <Select
            label={t('maker:charge.prepaid.chargeKey')}
            allowDeselect={false}
            data={targets.map(({ row, name, pricing }) => ({
              value: row,
              label:
                Object.keys(name).length > 0 ? localised(name) : t(`maker:charge.model.${pricing.model}`),
            }))}
            value={targets.find(({ key }) => key !== undefined && key === prepaid.chargeKey)?.row ?? null}
            onChange={choose}
            error={at('chargeKey').error}
          />
          <NumberField label={t('maker:charge.prepaid.quantity')} {...at('quantity')} />
          <DateField clearable label={t('maker:charge.prepaid.expiresOn')} {...at('expiresOn')} />
          <NumberField
            label={t('maker:charge.prepaid.expiresAfterMonths')}
            unit={t('entry.units.months')}
            decimals={0}
            min={1}
            {...at('expiresAfterMonths')}
          />
        </>
      ) : null}
    </div>
  );
}
