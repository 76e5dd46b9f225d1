import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { MigrationRequirements, Contract } from '../../../api/types.js';
import { formatUnit } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { AmountField, NumberField } from '../../../ui/forms/entry/number-field.js';
import { useChargeWords } from '../../charges/terms/charge-words.js';
import { useMeterName } from '../../meters/use-meter-name.js';
import classes from './migration-section.module.css';
import { sortAmounts, type MigrationValues } from './migration-values.js';

interface RowsProps {
  readonly form: UseFormReturnType<MigrationValues>;
  readonly requirements: MigrationRequirements;
}

/**
 * Counter readings at the end of the last day billed elsewhere, and the usage of each meter in the current contract
 * year.
 */
export function ReadingRows({ form, requirements }: RowsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const meterName = useMeterName();
  if (requirements.readings.length === 0)
    return <p className={classes.none}>{t('maker:takeover.noMeters')}</p>;
  return (
    <section>
      <h3 className={classes.title}>{t('takeover.readings')}</h3>
      <p className={classes.text}>{t('maker:takeover.readingsHint')}</p>
      <div className={classes.rows}>
        {requirements.readings.map(
          ({ meterId, serial, device, signalKey, method, unit, countsByYear, shownThen }, index) => (
            <fieldset key={meterId} className={classes.row}>
              <legend>
                {format.listed([...new Set([serial, device]), meterName({ signalKey, method })])}
              </legend>
              {method === 'counter' ? (
                <NumberField
                  label={t('maker:takeover.value', { unit: formatUnit(unit) })}
                  unit={formatUnit(unit)}
                  description={
                    shownThen === null
                      ? t('maker:takeover.nothingShown')
                      : t('maker:takeover.shownThen', { value: format.quantity(shownThen, unit) })
                  }
                  {...form.getInputProps(`readings.${index}.value`)}
                />
              ) : null}
              {countsByYear && requirements.yearFrom !== null ? (
                <NumberField
                  label={t('maker:takeover.used', { unit: formatUnit(unit) })}
                  unit={formatUnit(unit)}
                  description={t('maker:takeover.usedHint', {
                    day: format.date(`${requirements.yearFrom}T00:00:00Z`, 'UTC'),
                  })}
                  {...form.getInputProps(`readings.${index}.usedInYear`)}
                />
              ) : null}
              {method === 'counter' ? (
                <DateField
                  label={t('maker:takeover.readOn')}
                  description={t('maker:takeover.readOnHint')}
                  {...form.getInputProps(`readings.${index}.readOn`)}
                />
              ) : null}
              <TextInput
                label={t('maker:takeover.evidence')}
                description={t('maker:takeover.evidenceHint')}
                maxLength={500}
                {...form.getInputProps(`readings.${index}.note`)}
              />
            </fieldset>
          ),
        )}
      </div>
    </section>
  );
}

/**
 * Amounts of annual charges that were billed elsewhere for the current contract year; renders nothing without annual
 * charges.
 */
export function AmountRows({ form, requirements, contract }: RowsProps & { readonly contract: Contract }) {
  const { t } = useTranslation();
  const format = useFormat();
  const wordsOf = useChargeWords();
  if (requirements.yearFrom === null || requirements.amounts.length === 0) return null;
  const nameOf = (key: string): string => {
    const charge = contract.charges.find((candidate) => candidate.key === key);
    return charge ? wordsOf(charge, contract).title : key;
  };
  return (
    <section>
      <h3 className={classes.title}>{t('takeover.amounts')}</h3>
      <p className={classes.text}>
        {t('maker:takeover.amountsHint', { day: format.date(`${requirements.yearFrom}T00:00:00Z`, 'UTC') })}
      </p>
      <div className={classes.row}>
        {sortAmounts(requirements).map(({ chargeKey, serial, machineId, required }, index) => (
          <AmountField
            key={`${chargeKey} ${machineId ?? ''}`}
            label={format.listed([nameOf(chargeKey), serial])}
            currency={contract.currency}
            description={required ? t('maker:takeover.amountNet') : t('maker:takeover.amountOptional')}
            {...form.getInputProps(`amounts.${index}.amount`)}
          />
        ))}
      </div>
    </section>
  );
}
