import { Button, MultiSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatUnit } from '../../../format/unit.js';
import { ChargeFields } from '../../charges/form/charge-fields.js';
import type { ChargesForm } from '../../charges/form/charges-form.js';
import { hasField, hasTiers } from '../../charges/form/pricing-values.js';
import { TierFields } from '../../charges/form/tier-fields.js';
import { useChargeWords } from '../../charges/terms/charge-words.js';
import { findingsAt, type Finding } from '../checks/draft-findings.js';
import { type DraftForm, formOf } from '../draft-form.js';
import {
  chargeSentences,
  type Figure,
  OPTIONAL_FIGURES,
  type OptionalFigure,
} from '../sentences/charge-sentences.js';
import { InlineDate, InlineNumber } from '../sentences/inline-fields.js';
import { Sentence } from '../sentences/sentence.js';
import { fieldAt } from '../sentences/split-sentence.js';
import type { DraftScope } from '../use-draft-scope.js';
import { Clause } from './clause.js';
import classes from './clause.module.css';

interface ChargeClauseProps {
  readonly form: DraftForm;
  readonly index: number;
  readonly scope: DraftScope;
  /** Labels of the meters, by ID. */
  readonly meterNames: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** A charge as a clause: its figures are edited in the sentences, its other terms below them. */
export function ChargeClause({ form, index, scope, meterNames, findings }: ChargeClauseProps) {
  const { t } = useTranslation();
  const wordsOf = useChargeWords();
  const [added, setAdded] = useState<ReadonlySet<OptionalFigure>>(new Set());
  const values = form.values.charges[index]!;
  const { pricing } = values;
  const { shown } = scope;
  const { title, unit, sentences: words } = wordsOf(shown.charges[index]!, shown);
  const at = (field: string) => form.getInputProps(`charges.${index}.${field}`);
  const sentences = chargeSentences(values, added);
  const inSentences = sentences.flatMap(({ fields }) => Object.values(fields));
  const path = `charges.${index}`;
  const field = (name: string) =>
    name === 'dueOn' ? (
      <InlineDate clearable label={t('maker:charge.dueOn')} {...at('dueOn')} />
    ) : (
      <InlineNumber
        label={t(`maker:charge.field.${name as Figure}`, { currency: shown.currency })}
        unit={unitOf(name as Figure, shown.currency, formatUnit(unit))}
        placeholder={name === 'shortfallPrice' ? pricing.unitPrice : undefined}
        {...at(`pricing.${name}`)}
      />
    );
  const remove = (figure: OptionalFigure): void => {
    setAdded(new Set([...added].filter((one) => one !== figure)));
    form.setFieldValue(`${path}.pricing.${figure}`, '');
  };
  const offered = OPTIONAL_FIGURES.filter(
    (figure) =>
      figure !== 'shortfallPrice' && hasField(pricing.model, figure) && !inSentences.includes(figure),
  );
  const isMetered = pricing.model !== 'flat';
  const hidden = Object.keys(form.errors).filter(
    (key) =>
      key.startsWith(`${path}.`) &&
      !key.startsWith(`${path}.pricing.tiers`) &&
      !key.startsWith(`${path}.meterIds`) &&
      !inSentences.some((figure) => key.endsWith(`.${figure}`)),
  );
  return (
    <Clause
      name={`charges.${index}`}
      title={title}
      findings={findingsAt(findings, path)}
      hasMoreErrors={hidden.length > 0}
      removeLabel={t('maker:charge.remove')}
      onRemove={() => form.removeListItem('charges', index)}
      more={
        <ChargeFields
          isBelowSentences
          form={formOf(form) as unknown as ChargesForm}
          index={index}
          currency={shown.currency}
          meterNames={meterNames}
          machines={scope.machines.filter(({ id }) =>
            form.values.machines.some(({ machineId }) => machineId === id),
          )}
        />
      }
    >
      {/* Errors of the charge as a whole have no field of their own. */}
      {[path, `${path}.key`, `${path}.pricing`].map((whole) =>
        form.errors[whole] === undefined ? null : (
          <p key={whole} className={classes.fault}>
            {form.errors[whole]}
          </p>
        ),
      )}
      {sentences.map(({ key, fields, about }) => (
        <Sentence
          key={key}
          text={t(key, {
            unit: formatUnit(unit) || t('charge.aUnit'),
            price: '',
            ...Object.fromEntries(Object.entries(fields).map(([name, figure]) => [name, fieldAt(figure)])),
            // The second minimum repeats the price of the first one.
            ...(about === 'minQuantityPerMachine' &&
              fields['price'] === undefined && { price: pricing.shortfallPrice || pricing.unitPrice }),
          })}
          field={field}
          onRemove={about === undefined ? undefined : () => remove(about)}
        />
      ))}
      {pricing.model === 'hour_bands' ? (
        <p className={classes.plain}>{t('charge.hourBandsSettled')}</p>
      ) : null}
      {sentences.length === 0 ? words.map((text) => <p key={text}>{text}</p>) : null}
      {hasTiers(pricing.model) ? (
        <TierFields form={formOf(form) as unknown as ChargesForm} index={index} currency={shown.currency} />
      ) : null}
      {pricing.pooling === 'per_machine' && isMetered ? (
        <p className={classes.plain}>{t('charge.eachMachineAlone')}</p>
      ) : null}
      {isMetered ? (
        <MultiSelect
          label={t('maker:charge.counts')}
          data={[...meterNames].map(([value, label]) => ({
            value,
            label: label || t('maker:charge.newMeter'),
          }))}
          placeholder={meterNames.size === 0 ? t('maker:contract.noMeters') : undefined}
          {...at('meterIds')}
        />
      ) : null}
      {offered.length === 0 ? null : (
        <div className={classes.offers}>
          {offered.map((figure) => (
            <Button
              key={figure}
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={12} />}
              onClick={() => setAdded(new Set([...added, figure]))}
            >
              {t(`maker:charge.field.${figure}`)}
            </Button>
          ))}
        </div>
      )}
    </Clause>
  );
}

/** Unit of a figure: the currency, the meter's unit, or percent. */
function unitOf(figure: Figure, currency: string, unit: string): string {
  switch (figure) {
    case 'discountPercent':
      return '%';
    case 'contractedQuantity':
      return unit || 'h';
    case 'packageSize':
    case 'includedQuantity':
    case 'includedQuantityPerMachine':
    case 'minQuantity':
    case 'minQuantityPerMachine':
      return unit;
    default:
      return currency;
  }
}
