import { Accordion, Select, Switch, Textarea } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Amendment, Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { useDebouncedContent } from '../../../ui/forms/use-debounced-content.js';
import { ExitFields, type ExitForm } from '../exit/exit-fields.js';
import { atPriceRows } from '../exit/exit-values.js';
import { usePlanChoices } from '../terms/use-plan-choices.js';
import { IndexClauseFields, type IndexClauseForm } from '../index-clause/index-clause-fields.js';
import { IndexClausePreview } from '../index-clause/index-clause-preview.js';
import { atWeightRows, toIndexClause } from '../index-clause/index-clause-values.js';
import { PauseFields, type PausesForm } from '../pauses/pause-fields.js';
import { PerformanceFields } from '../performance/performance-fields.js';
import type { PerformanceForm } from '../performance/performance-form.js';
import { InvoiceTermFields, type InvoiceTermsForm } from '../terms/invoice-term-fields.js';
import { versionOn } from '../versions/version-spans.js';
import classes from './amend-dialog.module.css';
import { AmendedCharges } from './amended-charges.js';
import { AmendedMachines } from './amended-machines.js';
import { AmendedMeters } from './amended-meters.js';
import { AmendedMoves } from './amended-moves.js';
import {
  type AmendmentValues,
  newAmendmentValues,
  toAmendmentValues,
  toAmendmentInput,
} from './amendment-values.js';
import { MoneyPreview } from './money-preview.js';
import { useMoneyPreview } from './use-money-preview.js';

interface AmendDialogProps {
  readonly contract: Contract;
  /** The draft to continue. */
  readonly amendment?: Amendment;
  readonly onClose: () => void;
}

const DEBOUNCE_MS = 600;

/**
 * Changes an active contract from an effective day, and previews the financial effect before the amendment is signed.
 */
export function AmendDialog({ contract, amendment, onClose }: AmendDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const today = instantToWallTime(productNow(), contract.zone).slice(0, 10);
  const { form, sending, summary, submit } = useServerForm<AmendmentValues>(
    amendment === undefined ? newAmendmentValues(contract, today) : toAmendmentValues(contract, amendment),
    async (values) => {
      const body = toAmendmentInput(values, contract);
      const saved =
        amendment === undefined
          ? request('POST', '/contracts/{contractId}/amendments', {
              path: { contractId: contract.id },
              body,
              idempotencyKey: crypto.randomUUID(),
            })
          : request('PATCH', '/contracts/{contractId}/amendments/{id}', {
              path: { contractId: contract.id, id: amendment.id },
              body,
              ifMatch: amendment.version,
            });
      await saved.catch((error: unknown) => {
        throw atPriceRows(atWeightRows(error, values.indexClause), values.exit);
      });
      await stale('amendments');
      toastDone(t('maker:amendment.saved', { number: contract.number }));
      onClose();
    },
  );
  /** Replaces values that the user has not changed when another day is selected. */
  const chooseDay = (effectiveOn: string): void => {
    const before = newAmendmentValues(contract, form.values.effectiveOn);
    form.setFieldValue('effectiveOn', effectiveOn);
    if (effectiveOn === '') return;
    const now = newAmendmentValues(contract, effectiveOn);
    for (const part of ['charges', 'exit', 'indexClause', 'pauses', 'invoiceTerms', 'performance'] as const)
      if (JSON.stringify(before[part]) === JSON.stringify(form.values[part]))
        form.setFieldValue(part, now[part]);
  };
  const { charges } = versionOn(contract.versions, form.values.effectiveOn);
  const recurring = charges.filter(({ due }) => due !== 'once');
  const input = useDebouncedContent(toAmendmentInput(form.values, contract), DEBOUNCE_MS);
  const preview = useMoneyPreview(
    contract,
    // The reason is entered last; until then, the preview uses a placeholder.
    { amendment: { ...input, reason: input.reason.trim() || t('maker:amendment.preview.title') } },
    Object.keys(input).length > 2,
  );
  return (
    <FormDialog
      title={t('maker:amendment.title', { number: contract.number })}
      verb={t('maker:amendment.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={860}
    >
      <div className={classes.head}>
        <DateField
          zone={contract.zone}
          label={t('maker:amendment.effectiveOn')}
          description={t('maker:amendment.effectiveHint')}
          min={contract.startsOn}
          {...form.getInputProps('effectiveOn')}
          onChange={chooseDay}
        />
        <Textarea
          label={t('maker:amendment.reason')}
          description={t('maker:amendment.reasonHint')}
          autosize
          minRows={1}
          maxLength={500}
          data-autofocus
          {...form.getInputProps('reason')}
        />
      </div>
      <Accordion multiple variant="contained" defaultValue={openParts(contract, amendment)}>
        <Part value="charges" label={t('maker:contract.charges')}>
          <AmendedCharges form={form} contract={contract} />
        </Part>
        <Part value="indexClause" label={t('indexClause.title')}>
          <div className={classes.column}>
            <IndexClauseFields
              // An amendment's form contains all fields used here.
              form={form as unknown as IndexClauseForm}
              contract={contract}
              charges={recurring}
            />
            <IndexClausePreview
              contract={contract}
              clause={toIndexClause(form.values.indexClause)}
              charges={recurring}
              effectiveOn={form.values.effectiveOn}
            />
          </div>
        </Part>
        <Part value="machines" label={t('maker:contract.machines')}>
          <div className={classes.column}>
            <AmendedMachines form={form} contract={contract} />
            <AmendedMoves form={form} contract={contract} />
          </div>
        </Part>
        <Part value="meters" label={t('maker:contract.meters')}>
          <AmendedMeters form={form} contract={contract} />
        </Part>
        <Part value="end" label={t('maker:amendment.end')}>
          <DateField
            zone={contract.zone}
            clearable
            label={t('maker:amendment.lastDay')}
            description={t('maker:amendment.lastDayHint')}
            {...form.getInputProps('endsOn')}
          />
        </Part>
        <Part value="pauses" label={t('pause.title')}>
          {/* An amendment's form contains all fields used here. */}
          <PauseFields form={form as unknown as PausesForm} />
        </Part>
        <Part value="invoiceTerms" label={t('invoiceTerms.title')}>
          {/* An amendment's form contains all fields used here. */}
          <InvoiceTermFields form={form as unknown as InvoiceTermsForm} currency={contract.currency} />
        </Part>
        <Part value="performance" label={t('performance.title')}>
          {/* An amendment's form contains all fields used here. */}
          <PerformanceFields form={form as unknown as PerformanceForm} contract={contract} />
        </Part>
        <Part value="exit" label={t('exit.title')}>
          {/* An amendment's form contains all fields used here. */}
          <ExitFields form={form as unknown as ExitForm} currency={contract.currency} />
        </Part>
        <Part value="parties" label={t('maker:amendment.parties')}>
          <Parties contract={contract} getInputProps={form.getInputProps} />
        </Part>
      </Accordion>
      <h3 className={classes.title}>{t('maker:amendment.preview.title')}</h3>
      <MoneyPreview query={preview} hasNewBuyer={'buyerId' in input} />
    </FormDialog>
  );
}

function Part({
  value,
  label,
  children,
}: {
  readonly value: string;
  readonly label: string;
  readonly children: React.ReactNode;
}) {
  return (
    <Accordion.Item value={value}>
      <Accordion.Control>{label}</Accordion.Control>
      <Accordion.Panel>{children}</Accordion.Panel>
    </Accordion.Item>
  );
}

/** Returns the parts to expand: those that a draft changes, or the charges for a new amendment. */
function openParts(contract: Contract, amendment: Amendment | undefined): string[] {
  if (amendment === undefined) return ['charges'];
  const { changes } = amendment;
  const isCharged =
    changes.addedCharges.length + changes.changedCharges.length + changes.removedCharges.length > 0;
  const isMoved =
    changes.addedMachines.length + changes.removedMachines.length + changes.movedMachines.length > 0;
  const version = versionOn(contract.versions, amendment.effectiveOn);
  const isOther =
    [changes.buyerId ?? version.buyer.id, changes.planId ?? version.plan.id].join() !==
    [version.buyer.id, version.plan.id].join();
  return [
    ...(isCharged ? ['charges'] : []),
    ...(isMoved ? ['machines'] : []),
    ...(changes.meters.length > 0 ? ['meters'] : []),
    ...(changes.endsOn === undefined ? [] : ['end']),
    ...(changes.exit === undefined ? [] : ['exit']),
    ...(changes.indexClause === undefined ? [] : ['indexClause']),
    ...(changes.pauses === undefined ? [] : ['pauses']),
    ...(changes.invoiceTerms === undefined ? [] : ['invoiceTerms']),
    ...(changes.performance === undefined ? [] : ['performance']),
    ...(isOther || changes.paymentDays !== undefined || changes.kitsIncluded !== undefined
      ? ['parties']
      : []),
  ];
}

interface PartiesProps {
  readonly contract: Contract;
  readonly getInputProps: (
    path: 'buyerId' | 'planId' | 'paymentDays' | 'kitsIncluded',
    options?: { readonly type: 'checkbox' },
  ) => GetInputPropsReturnType;
}

/** Buyer, plan, payment term, and whether kits are included in the price. */
function Parties({ contract, getInputProps }: PartiesProps) {
  const { t } = useTranslation();
  const buyers = useOne('buyers', '/customers/{id}/buyers', { path: { id: contract.customer.id } });
  const plans = usePlanChoices(contract.plan);
  return (
    <div className={classes.parties}>
      <Select
        label={t('maker:contract.buyer')}
        description={t('maker:amendment.buyerHint')}
        allowDeselect={false}
        data={(buyers.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...getInputProps('buyerId')}
      />
      <Select
        label={t('maker:contracts.plan')}
        allowDeselect={false}
        data={[...plans]}
        {...getInputProps('planId')}
      />
      <NumberField
        unit={t('entry.units.days')}
        decimals={0}
        min={0}
        label={t('maker:amendment.paymentDays')}
        {...getInputProps('paymentDays')}
      />
      <Switch
        className={classes.kits}
        label={t('maker:contracts.kitsIncluded')}
        {...getInputProps('kitsIncluded', { type: 'checkbox' })}
      />
    </div>
  );
}
