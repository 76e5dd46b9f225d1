import { Button } from '@mantine/core';
import { IconCheck, IconDeviceFloppy } from '@tabler/icons-react';
import { useBlocker, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Contract } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { ConfirmDialog } from '../../ui/forms/confirm-dialog.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { PageHeader } from '../../ui/layout/page-header.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { AddCharge } from '../charges/form/charge-list-fields.js';
import type { ChargesForm } from '../charges/form/charges-form.js';
import { toMeterLabel } from '../charges/meters/meter-values.js';
import { AcceptanceBeforehand, AcceptanceSection } from '../contracts/acceptance/acceptance-section.js';
import { useMeterName } from '../meters/use-meter-name.js';
import { BookChoice } from '../price-books/book-choice.js';
import { toEntryValues } from '../price-books/entry-values.js';
import { ChecklistPanel } from './checklist-panel.js';
import { canActivate, checkSteps } from './checks/checklist.js';
import { findPartyFindings, findSilentMeters } from './checks/draft-findings.js';
import { useConflicts } from './checks/use-conflicts.js';
import { Clause } from './clauses/clause.js';
import { ChargeClause } from './clauses/charge-clause.js';
import { MachinesClause, MetersClause } from './clauses/machine-clauses.js';
import { OptionalClauses } from './clauses/optional-clause-list.js';
import { PartiesClause, PaymentClause, TermClause } from './clauses/party-clauses.js';
import classes from './contract-editor.module.css';
import { formOf } from './draft-form.js';
import { focusPath } from './focus-path.js';
import { CostPreview } from './preview/cost-preview.js';
import { useDraftCosts } from './preview/use-draft-costs.js';
import { SourceChoice } from './source-choice.js';
import { useDraftScope } from './use-draft-scope.js';
import { useOnlySeller } from './use-only-seller.js';
import {
  atRows,
  type DraftValues,
  newDraftValues,
  toDraftInput,
  toDraftValues,
} from './values/draft-values.js';

interface ContractEditorProps {
  /** The draft to continue; absent for a new contract. */
  readonly contract?: Contract;
}

const FORM_ID = 'draft';

/**
 * Editor for a contract: its clauses as sentences with editable values, a preview of its costs for past usage, and the
 * steps to activate it.
 */
export function ContractEditor({ contract: loaded }: ContractEditorProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const stale = useStale();
  const { hash } = useLocation();
  const [contract, setContract] = useState(loaded);
  const [bookId, setBookId] = useState<string | null>(null);
  const [isActivating, setActivating] = useState(false);
  const saveButton = useRef<HTMLButtonElement>(null);
  const [initialValues] = useState<DraftValues>(() =>
    loaded === undefined
      ? newDraftValues(Intl.DateTimeFormat().resolvedOptions().timeZone)
      : toDraftValues(loaded),
  );
  const { form, sending, summary, submit } = useServerForm<DraftValues>(initialValues, async (values) => {
    const body = {
      ...toDraftInput(values, contract),
      ...(bookId !== null && { priceBookVersionId: bookId }),
    };
    const saving =
      contract === undefined
        ? request('POST', '/contracts', { body })
        : request('PATCH', '/contracts/{id}', {
            path: { id: contract.id },
            body,
            ifMatch: contract.version,
          });
    const saved = await saving.catch((error: unknown) => {
      throw atRows(error, values);
    });
    setContract(saved);
    setBookId(null);
    const savedValues = toDraftValues(saved);
    form.setInitialValues(savedValues);
    form.setValues(savedValues);
    await stale('contracts', 'usage', 'cost', 'machines', 'buyers', 'orders', 'escalation', 'index-steps');
    toastDone(t('maker:contract.saved', { number: saved.number }));
    if (contract === undefined)
      await navigate({
        to: '/contracts/$contractId/edit',
        params: { contractId: saved.id },
        replace: true,
        ignoreBlocker: true,
      });
  });
  const { values } = form;
  const isChanged = form.isDirty();
  const blocker = useBlocker({
    shouldBlockFn: () => form.isDirty(),
    enableBeforeUnload: () => form.isDirty(),
    withResolver: true,
  });
  const scope = useDraftScope(values, contract);
  useOnlySeller(form, contract === undefined, scope.entities);
  const costs = useDraftCosts(values);
  const conflicts = useConflicts(values, contract?.id);
  const acceptances = useOne('contracts', '/contracts/{contractId}/acceptances', {
    path: { contractId: contract?.id },
  });
  const findings = [
    ...conflicts,
    ...findPartyFindings(values, scope.buyers, scope.entities),
    ...findSilentMeters(values, costs.silentMeterIds),
  ];
  const steps = checkSteps(values, {
    findings,
    isSaved: contract !== undefined && !isChanged,
    isAccepted: !isChanged && (acceptances.data?.acceptances.some(({ isCurrent }) => isCurrent) ?? false),
  });
  const meterName = useMeterName();
  const meterNames = new Map(
    values.meters.map((meter, index) => [
      meter.id,
      toMeterLabel(scope.shown.meters[index]!.device.code || undefined, meter, meterName),
    ]),
  );
  const go = (path: string): void => {
    if (path === 'save') saveButton.current?.focus();
    else focusPath(path);
  };
  // A link can open the page at a clause, such as `#exit`.
  useEffect(() => {
    if (hash !== '') requestAnimationFrame(() => focusPath(hash));
  }, [hash]);
  const activate = async (): Promise<void> => {
    if (contract === undefined) return;
    await request('PATCH', '/contracts/{id}', {
      path: { id: contract.id },
      body: { state: 'active' },
      ifMatch: contract.version,
    });
    await stale('contracts', 'usage', 'cost');
    await navigate({
      to: '/contracts/$contractId',
      params: { contractId: contract.id },
      ignoreBlocker: true,
    });
  };
  const shared = formOf(form) as unknown as ChargesForm;
  const plan = { id: values.planId, code: '', name: {}, structure: '' };
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('app:rail.contracts'), to: '/contracts' },
          ...(contract === undefined ? [] : [{ label: contract.number, to: `/contracts/${contract.id}` }]),
        ]}
        title={
          contract === undefined
            ? t('maker:contracts.addTitle')
            : t('maker:contract.editTitle', { number: contract.number })
        }
        state={<StateBadge state="draft" />}
        aside={isChanged ? t('maker:contractEditor.unsaved') : undefined}
        actions={
          <>
            <Button
              ref={saveButton}
              type="submit"
              form={FORM_ID}
              variant="default"
              loading={sending}
              leftSection={<IconDeviceFloppy size={16} stroke={1.75} />}
            >
              {t('maker:contractEditor.save')}
            </Button>
            <Button
              disabled={!canActivate(steps)}
              leftSection={<IconCheck size={16} stroke={1.75} />}
              onClick={() => setActivating(true)}
            >
              {t('maker:contract.activate')}
            </Button>
          </>
        }
      />
      <div className={classes.split}>
        <form id={FORM_ID} className={classes.main} noValidate onSubmit={submit}>
          {summary === undefined ? null : (
            <div className={classes.summary}>
              <FormSummary summary={summary} />
            </div>
          )}
          {contract === undefined ? <SourceChoice form={form} onBook={setBookId} /> : null}
          <ol className={classes.clauses} aria-label={t('maker:contractEditor.clauses')}>
            <PartiesClause form={form} scope={scope} contract={contract} findings={findings} />
            <TermClause form={form} findings={findings} />
            <MachinesClause form={form} scope={scope} contract={contract} findings={findings} />
            <MetersClause form={form} scope={scope} findings={findings} meterNames={meterNames} />
            {values.charges.map((charge, index) => (
              <ChargeClause
                key={charge.row}
                form={form}
                index={index}
                scope={scope}
                meterNames={meterNames}
                findings={findings}
              />
            ))}
            <Clause name="charges" title={t('maker:contract.charges')}>
              {form.errors['charges'] === undefined ? null : (
                <p className={classes.fault}>{form.errors['charges']}</p>
              )}
              <div className={classes.adding}>
                <AddCharge form={shared} meterIds={values.meters.slice(0, 1).map(({ id }) => id)} />
                {values.planId === '' || values.currency === '' ? null : (
                  <BookChoice
                    contract={{ plan, currency: values.currency, startsOn: values.startsOn }}
                    value={bookId}
                    onChoose={({ id, entries }) => {
                      setBookId(id);
                      form.setFieldValue(
                        'charges',
                        toEntryValues(
                          entries,
                          values.planId,
                          values.meters.map((meter) => meter.id),
                        ),
                      );
                    }}
                  />
                )}
              </div>
            </Clause>
            <PaymentClause form={form} />
            <OptionalClauses form={form} scope={scope} linked={hash} />
          </ol>
        </form>
        <aside className={classes.side}>
          <CostPreview costs={costs} values={values} shown={scope.shown} />
          <ChecklistPanel steps={steps} onGo={go} />
          {contract === undefined ? null : (
            <div id="clause-acceptance" tabIndex={-1}>
              <AcceptanceSection contract={contract} />
            </div>
          )}
        </aside>
      </div>
      <ConfirmDialog
        open={blocker.status === 'blocked'}
        title={t('maker:contractEditor.leaveTitle')}
        verb={t('maker:contractEditor.leave')}
        onConfirm={() => Promise.resolve(blocker.proceed?.())}
        onClose={() => blocker.reset?.()}
      >
        {t('maker:contractEditor.leaveEffect')}
      </ConfirmDialog>
      {contract === undefined ? null : (
        <ConfirmDialog
          open={isActivating}
          title={t('maker:contract.activateTitle', { number: contract.number })}
          verb={t('maker:contract.activate')}
          onConfirm={activate}
          onClose={() => setActivating(false)}
        >
          <p>{t('maker:contract.activateEffect')}</p>
          <AcceptanceBeforehand contract={contract} />
        </ConfirmDialog>
      )}
    </div>
  );
}
