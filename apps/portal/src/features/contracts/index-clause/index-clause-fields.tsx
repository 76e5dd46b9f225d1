import { MultiSelect, SegmentedControl, Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Charge, Contract } from '../../../api/types.js';
import { isDecimal, partOfPercent, percentOfPart, remainderOfOne } from '../../../format/decimals.js';
import { useFormat } from '../../../format/use-format.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { MonthField } from '../../../ui/forms/entry/month-field.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormRows, RowNumberField } from '../../../ui/forms/form-rows.js';
import { useChargeWords } from '../../charges/terms/charge-words.js';
import { EMPTY_SHARE, type IndexClauseValues } from './index-clause-values.js';
import classes from './index-clause.module.css';
import { SeriesField } from './series-field.js';

export type IndexClauseForm = UseFormReturnType<{ readonly indexClause: IndexClauseValues }>;

interface IndexClauseFieldsProps {
  readonly form: IndexClauseForm;
  readonly contract: Pick<Contract, 'currency' | 'startsOn' | 'meters' | 'machines'>;
  /** Charges with prices that can follow the index. */
  readonly charges: readonly Charge[];
}

type Texts = 'noticeDays' | 'indexLagMonths' | 'factorDecimals' | 'priceDecimals';

/** Fields of an index clause: indexes or a fixed rate, first day, limits and notice period. */
export function IndexClauseFields({ form, contract, charges }: IndexClauseFieldsProps) {
  const { t } = useTranslation();
  const wordsOf = useChargeWords();
  const { kind, charges: chosen } = form.values.indexClause;
  const field = (name: string) => form.getInputProps(`indexClause.${name}`);
  const count = (name: Texts, unit?: string) => (
    <NumberField
      unit={unit}
      label={t(`maker:indexClause.field.${name}`)}
      description={t(`maker:indexClause.hint.${name}`)}
      decimals={0}
      {...field(name)}
    />
  );
  const limit = (name: 'cap' | 'floor') => (
    <NumberField
      label={t(`maker:indexClause.field.${name}`)}
      description={t(`maker:indexClause.hint.${name}`)}
      unit="%"
      {...field(name)}
    />
  );
  const titles = new Map(charges.map((charge) => [charge.key, wordsOf(charge, contract).title]));
  return (
    <div className={classes.column}>
      <SegmentedControl
        className={classes.kind}
        aria-label={t('maker:indexClause.kind')}
        data={(['none', 'indexes', 'rate'] as const).map((value) => ({
          value,
          label: t(`maker:indexClause.${value}`),
        }))}
        {...field('kind')}
      />
      {kind === 'none' ? null : (
        <>
          {kind === 'indexes' ? <ShareRows form={form} /> : null}
          <div className={classes.fields}>
            {kind === 'rate' ? (
              <NumberField
                label={t('maker:indexClause.field.fixedPercentPerYear')}
                description={t('maker:indexClause.hint.fixedPercentPerYear')}
                unit="%"
                {...field('fixedPercentPerYear')}
              />
            ) : null}
            <DateField
              label={t('maker:indexClause.field.from')}
              description={t('maker:indexClause.hint.from')}
              {...field('from')}
            />
            {limit('cap')}
            {limit('floor')}
          </div>
          <MultiSelect
            label={t('maker:indexClause.field.charges')}
            description={t('maker:indexClause.hint.charges')}
            placeholder={chosen.length === 0 ? t('maker:indexClause.allCharges') : undefined}
            data={[...new Set([...titles.keys(), ...chosen])].map((key) => ({
              value: key,
              label: titles.get(key) ?? key,
            }))}
            {...field('charges')}
          />
          <div className={classes.fields}>
            {count('noticeDays', t('entry.units.days'))}
            <Select
              label={t('maker:indexClause.field.lateNotice')}
              description={t('maker:indexClause.hint.lateNotice')}
              allowDeselect={false}
              data={(['postponed', 'lapses'] as const).map((value) => ({
                value,
                label: t(`maker:indexClause.late.${value}`),
              }))}
              {...field('lateNotice')}
            />
            {kind === 'indexes' ? (
              <>
                <MonthField
                  clearable
                  label={t('maker:indexClause.field.baseMonth')}
                  description={t('maker:indexClause.hint.baseMonth')}
                  {...field('baseMonth')}
                />
                {count('indexLagMonths', t('entry.units.months'))}
              </>
            ) : null}
            {count('factorDecimals')}
            {count('priceDecimals')}
          </div>
        </>
      )}
    </div>
  );
}

/** Share of the price that follows each index. The remainder stays fixed. */
function ShareRows({ form }: Pick<IndexClauseFieldsProps, 'form'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const path = 'indexClause.weights';
  const { weights } = form.values.indexClause;
  const fault = form.errors[path];
  const written = weights.map(({ weight }) => weight.trim()).filter((weight) => weight !== '');
  const isKnown = written.every(isDecimal);
  const remainder = isKnown ? percentOfPart(remainderOfOne(written.map(partOfPercent))) : '';
  return (
    <div className={classes.column}>
      {fault === undefined ? null : <p className={classes.fault}>{fault}</p>}
      <FormRows
        count={weights.length}
        requiresOne
        rowClass={classes.row}
        removeLabel={t('maker:indexClause.removeShare')}
        onRemove={(row) => form.removeListItem(path, row)}
        addVariant="default"
        addLabel={t('maker:indexClause.addShare')}
        onAdd={() => form.insertListItem(path, EMPTY_SHARE)}
      >
        {(row) => (
          <>
            <SeriesField
              label={row === 0 ? t('maker:indexClause.field.series') : undefined}
              aria-label={t('maker:indexClause.field.series')}
              description={row === 0 ? t('maker:indexClause.hint.series') : undefined}
              {...form.getInputProps(`${path}.${row}.key`)}
            />
            <RowNumberField
              row={row}
              label={t('maker:indexClause.field.weight')}
              description={row === 0 ? t('maker:indexClause.hint.weight') : undefined}
              unit="%"
              {...form.getInputProps(`${path}.${row}.weight`)}
            />
          </>
        )}
      </FormRows>
      {!isKnown || remainder.startsWith('-') ? null : (
        <p className={classes.rest}>
          {t('maker:indexClause.staysFixed', { percent: format.number(remainder) })}
        </p>
      )}
    </div>
  );
}
