import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { currencyDecimals } from '../../../format/money/money.js';
import { useFormat } from '../../../format/use-format.js';
import { FormRows, RowNumberField } from '../../../ui/forms/form-rows.js';
import classes from './charges-form.module.css';
import type { ChargesForm } from './charges-form.js';
import { EMPTY_TIER, findCliff } from './pricing-values.js';

interface TierFieldsProps {
  readonly form: ChargesForm;
  readonly index: number;
  readonly currency: string;
}

/** Tiers, one row each; the last one has no upper bound. Shows a warning if a `volume` price has a cliff. */
export function TierFields({ form, index, currency }: TierFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { model, tiers } = form.values.charges[index]!.pricing;
  const path = `charges.${index}.pricing.tiers`;
  const hasPrice = model !== 'stairstep' && model !== 'hour_bands';
  const cliff = model === 'volume' ? findCliff(tiers) : null;
  const fault = form.errors[path];
  const field = (
    row: number,
    name: 'upTo' | 'unitPrice' | 'flatFee',
    label: string,
    input: { readonly placeholder?: string | undefined; readonly unit?: string },
  ) => (
    <RowNumberField row={row} label={label} {...input} {...form.getInputProps(`${path}.${row}.${name}`)} />
  );
  return (
    <div className={classes.tiers}>
      {fault === undefined ? null : <p className={classes.fault}>{fault}</p>}
      <FormRows
        count={tiers.length}
        requiresOne
        rowClass={classes.tier}
        removeLabel={t('maker:charge.tier.remove')}
        onRemove={(row) => form.removeListItem(path, row)}
        addVariant="subtle"
        addLabel={t('maker:charge.tier.add')}
        onAdd={() => form.insertListItem(path, EMPTY_TIER)}
      >
        {(row) => (
          <>
            {field(row, 'upTo', t('maker:charge.tier.upTo'), {
              placeholder: row === tiers.length - 1 ? t('maker:charge.tier.noEnd') : undefined,
            })}
            {hasPrice
              ? field(row, 'unitPrice', t('maker:charge.field.unitPrice', { currency }), { unit: currency })
              : null}
            {field(
              row,
              'flatFee',
              t(model === 'hour_bands' ? 'maker:charge.tier.yearFee' : 'maker:charge.tier.flatFee', {
                currency,
              }),
              { unit: currency },
            )}
          </>
        )}
      </FormRows>
      {cliff === null ? null : (
        <Alert
          color="yellow"
          icon={<IconAlertTriangle size={18} />}
          title={t('maker:charge.cliff.title')}
          role="status"
        >
          {t('maker:charge.cliff.text', {
            at: format.number(cliff.at),
            before: format.number(cliff.before, currencyDecimals(currency)),
            after: format.number(cliff.after, currencyDecimals(currency)),
            currency,
          })}
        </Alert>
      )}
    </div>
  );
}

/** Minimums of the first months, in percent of the agreed minimum. */
export function RampFields({ form, index }: Pick<TierFieldsProps, 'form' | 'index'>) {
  const { t } = useTranslation();
  const { minRamp } = form.values.charges[index]!.pricing;
  const path = `charges.${index}.pricing.minRamp`;
  return (
    <div className={classes.tiers}>
      <FormRows
        count={minRamp.length}
        rowClass={classes.tier}
        removeLabel={t('maker:charge.ramp.remove')}
        onRemove={(row) => form.removeListItem(path, row)}
        addVariant="subtle"
        addLabel={t('maker:charge.ramp.add')}
        onAdd={() => form.insertListItem(path, { months: '', percent: '' })}
      >
        {(row) => (
          <>
            <RowNumberField
              row={row}
              label={t('maker:charge.ramp.months')}
              decimals={0}
              {...form.getInputProps(`${path}.${row}.months`)}
            />
            <RowNumberField
              row={row}
              label={t('maker:charge.ramp.percent')}
              unit="%"
              {...form.getInputProps(`${path}.${row}.percent`)}
            />
          </>
        )}
      </FormRows>
    </div>
  );
}
