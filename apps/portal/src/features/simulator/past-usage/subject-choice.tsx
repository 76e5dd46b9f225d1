import { SegmentedControl, Slider } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import type { FieldFault } from '../../../problems/problem.js';
import { CurrencyField } from '../../../ui/forms/code-select.js';
import type { UrlFilters } from '../../../ui/tables/use-url-filters.js';
import { SingleSearchSelect, MultiSearchSelect } from '../../search/search-select.js';
import classes from '../simulator.module.css';
import { MeasuredChoice } from './measured-choice.js';
import { encodeMeasurements } from './measurement.js';
import type { Subject } from './use-subject.js';

interface SubjectChoiceProps {
  readonly subject: Subject;
  readonly filters: UrlFilters;
  readonly onChange: (change: UrlFilters) => void;
  readonly usagePercent: number;
  readonly onUsage: (percent: number) => void;
  /** Share of the time covered by readings; undefined before they are loaded. */
  readonly measured: number | undefined;
  /** The server's error about the measured quantities. */
  readonly fault: FieldFault | undefined;
}

const MAX_MACHINES = 20;
const SHARES = { least: 40, most: 160, step: 20, usual: 100 } as const;

/** Percentage of usage in an address; 100 if it is not one of the options. */
export function shareOf(text: string | undefined): number {
  const { least, most, step, usual } = SHARES;
  const percent = Number(text ?? usual);
  return percent >= least && percent <= most && percent % step === 0 ? percent : usual;
}

const CONTRACTS = { name: 'contracts', path: '/contracts' } as const;
const MACHINES = { name: 'machines', path: '/machines' } as const;

/** Selects the usage history for the comparison, and the percentage of the usage to apply. */
export function SubjectChoice(props: SubjectChoiceProps) {
  const { subject, filters, onChange, usagePercent, onUsage, measured, fault } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const [wanted, setWanted] = useState<'contract' | 'machines'>(
    filters['machines'] === undefined ? 'contract' : 'machines',
  );
  const { contract } = subject;
  return (
    <div className={classes.choice}>
      <SegmentedControl
        aria-label={t('maker:simulator.on')}
        value={wanted}
        onChange={(value) => setWanted(value === 'machines' ? 'machines' : 'contract')}
        data={[
          { value: 'contract', label: t('maker:simulator.onContract') },
          { value: 'machines', label: t('maker:simulator.onMachines') },
        ]}
      />
      {wanted === 'contract' ? (
        <SingleSearchSelect
          className={classes.wide}
          label={t('maker:simulator.contract')}
          placeholder={t('maker:simulator.contractHint')}
          searched={CONTRACTS}
          toChoice={(row) => ({ value: row.id, label: `${row.number}, ${row.customer.name}` })}
          chosen={
            contract === undefined
              ? null
              : { value: contract.id, label: `${contract.number}, ${contract.customer.name}` }
          }
          onChange={(id) =>
            onChange({ contract: id, machines: undefined, signal: undefined, measured: undefined })
          }
        />
      ) : (
        <>
          <MultiSearchSelect
            className={classes.wide}
            label={t('maker:simulator.machines')}
            placeholder={t('maker:simulator.machinesHint')}
            searched={MACHINES}
            toChoice={(row) => ({ value: row.id, label: row.serial })}
            chosen={subject.machines.map(({ id, serial }) => ({ value: id, label: serial }))}
            maxChosen={MAX_MACHINES}
            onChange={(ids) =>
              onChange({ contract: undefined, machines: ids.length === 0 ? undefined : ids.join(',') })
            }
          />
          <MeasuredChoice
            subject={subject}
            fault={fault}
            onChange={(chosen) => onChange({ measured: encodeMeasurements(chosen), signal: undefined })}
          />
          <CurrencyField
            label={t('maker:contracts.currency')}
            value={subject.currency}
            onChange={(currency) => onChange({ currency: currency ?? undefined })}
          />
        </>
      )}
      <div className={classes.usage}>
        <p>
          <span>{t('maker:simulator.usage')}</span>
          <b>
            {usagePercent === SHARES.usual
              ? t('maker:simulator.asItWas')
              : t('maker:simulator.ofUsage', { share: format.percent(usagePercent / 100, 0) })}
          </b>
        </p>
        <Slider
          thumbLabel={t('maker:simulator.usage')}
          min={SHARES.least}
          max={SHARES.most}
          step={SHARES.step}
          label={null}
          marks={[{ value: SHARES.usual }]}
          value={usagePercent}
          onChange={onUsage}
        />
      </div>
      {measured === undefined ? null : (
        <p className={classes.measured}>
          {t('maker:simulator.measured', { share: format.percent(measured, 1) })}
        </p>
      )}
    </div>
  );
}
