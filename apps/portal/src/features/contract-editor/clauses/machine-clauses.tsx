import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import type { ChargesForm } from '../../charges/form/charges-form.js';
import { AddMeter, MeterFields } from '../../charges/meters/meter-fields.js';
import { CountedTwiceNote } from '../../contracts/meters/counted-twice-note.js';
import { ModelMetersOffer } from '../../contracts/meters/model-meters-offer.js';
import { findingsAt, type Finding } from '../checks/draft-findings.js';
import { type DraftForm, formOf } from '../draft-form.js';
import type { DraftScope } from '../use-draft-scope.js';
import { countedBy, withMachines } from '../values/draft-values.js';
import { Clause } from './clause.js';
import classes from './clause.module.css';
import { MachineStays } from './machine-stays.js';

interface MachineClausesProps {
  readonly form: DraftForm;
  readonly scope: DraftScope;
  readonly contract: Contract | undefined;
  readonly findings: readonly Finding[];
}

/** Machines of the customer that the contract covers, by site, each with its days. */
export function MachinesClause({ form, scope, contract, findings }: MachineClausesProps) {
  const { t } = useTranslation();
  const [siteId, setSiteId] = useState<string | null>(null);
  const { values } = form;
  const offered = scope.machines.filter(({ site }) => siteId === null || site?.id === siteId);
  const missing = offered.filter(({ id }) => !values.machines.some(({ machineId }) => machineId === id));
  const change = (machines: typeof values.machines): void => {
    const machineOf = (deviceId: string): string | null | undefined =>
      scope.devices.find(({ id }) => id === deviceId)?.machine?.id;
    form.setValues({ ...values, ...withMachines(values, machines, machineOf) });
  };
  return (
    <Clause name="machines" title={t('maker:contract.machines')} findings={findingsAt(findings, 'machines')}>
      {values.customerId === '' ? (
        <p className={classes.plain}>{t('maker:contractEditor.customerFirst')}</p>
      ) : (
        <>
          <div className={classes.offers}>
            <Select
              clearable
              aria-label={t('maker:contractEditor.site')}
              placeholder={t('maker:contractEditor.allSites')}
              data={scope.sites.map(({ id, name }) => ({ value: id, label: name }))}
              value={siteId}
              onChange={setSiteId}
            />
            {missing.length === 0 ? null : (
              <Button
                variant="default"
                size="compact-sm"
                onClick={() =>
                  change([
                    ...values.machines,
                    ...missing.map(({ id }) => ({ machineId: id, from: values.startsOn, to: '' })),
                  ])
                }
              >
                {t('maker:contractEditor.addAll', { count: missing.length })}
              </Button>
            )}
          </div>
          <MachineStays
            form={form}
            offered={offered}
            known={[...scope.machines, ...(contract?.machines ?? [])]}
            onChange={change}
          />
        </>
      )}
    </Clause>
  );
}

interface MetersClauseProps extends Omit<MachineClausesProps, 'contract'> {
  readonly meterNames: ReadonlyMap<string, string>;
}

/** Meters that charges can use: those of the contract's machines and of the customer's sites. */
export function MetersClause({ form, scope, findings, meterNames }: MetersClauseProps) {
  const { t } = useTranslation();
  const { values } = form;
  // New meters stay open while they are edited.
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => new Set(values.meters.map(({ id }) => id)));
  const shared = formOf(form) as unknown as ChargesForm;
  const hasErrors = (index: number): boolean =>
    Object.keys(form.errors).some((path) => path.startsWith(`meters.${index}.`));
  const isOpen = (id: string, index: number): boolean => !closed.has(id) || hasErrors(index);
  const toggle = (id: string): void =>
    setClosed(new Set(closed.has(id) ? [...closed].filter((one) => one !== id) : [...closed, id]));
  return (
    <Clause name="meters" title={t('maker:contract.meters')} findings={findingsAt(findings, 'meters')}>
      {values.meters.length === 0 ? (
        <p className={classes.plain}>{t('maker:contract.noMeters')}</p>
      ) : (
        values.meters.map((meter, index) => (
          <div key={meter.id}>
            {form.errors[`meters.${index}`] === undefined ? null : (
              <p className={classes.fault}>{form.errors[`meters.${index}`]}</p>
            )}
            {meterNames.get(meter.id) ? (
              <div className={classes.meter}>
                <span>{meterNames.get(meter.id)}</span>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-expanded={isOpen(meter.id, index)}
                  aria-label={`${t('maker:contractEditor.more')}, ${meterNames.get(meter.id)}`}
                  onClick={() => toggle(meter.id)}
                >
                  {t('maker:contractEditor.more')}
                </Button>
              </div>
            ) : null}
            {isOpen(meter.id, index) ? (
              <MeterFields form={shared} index={index} devices={scope.devices} />
            ) : null}
          </div>
        ))
      )}
      <div className={classes.offers}>
        <ModelMetersOffer
          form={shared}
          machineIds={values.machines.map(({ machineId }) => machineId)}
          onTake={(meters) => {
            setClosed(new Set([...closed, ...meters.map(({ id }) => id)]));
            form.setFieldValue('charges', [...countedBy(values.charges, meters)]);
          }}
        />
        <AddMeter form={shared} />
      </div>
      <CountedTwiceNote values={values} devices={scope.devices} machines={scope.machines} />
    </Clause>
  );
}
