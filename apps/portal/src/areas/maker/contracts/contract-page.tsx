import { Button } from '@mantine/core';
import { IconCheck, IconListDetails, IconPencil, IconReceipt, IconTrash } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Contract } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { ChargeList } from '../../../features/charges/terms/charge-list.js';
import {
  AcceptanceBeforehand,
  AcceptanceSection,
} from '../../../features/contracts/acceptance/acceptance-section.js';
import { AmendmentsSection } from '../../../features/contracts/amendments/amendments-section.js';
import { BuyerSection } from '../../../features/contracts/buyer/buyer-section.js';
import { TerminationSection } from '../../../features/contracts/exit/termination-section.js';
import { ChargesDialog } from '../../../features/contracts/form/charges-dialog.js';
import { ContractDialog } from '../../../features/contracts/form/contract-dialog.js';
import { BillGroupSection } from '../../../features/contracts/groups/bill-group-section.js';
import { EscalationSection } from '../../../features/contracts/index-clause/escalation-section.js';
import { MeterList } from '../../../features/contracts/meters/meter-list.js';
import { MigrationSection } from '../../../features/contracts/migration/migration-section.js';
import { ContractDecisions } from '../../../features/contracts/overview/contract-decisions.js';
import { CurrentUsage } from '../../../features/contracts/overview/current-usage.js';
import { PrepaidSection } from '../../../features/contracts/overview/prepaid-section.js';
import { PauseList } from '../../../features/contracts/pauses/pause-list.js';
import { PerformanceSection } from '../../../features/contracts/performance/performance-section.js';
import { billingTermsOf } from '../../../features/contracts/terms/billing-terms.js';
import { InvoiceTermsSection } from '../../../features/contracts/terms/invoice-terms-section.js';
import { useMeterTestWords } from '../../../features/contracts/terms/use-meter-test-words.js';
import { DowntimeSection } from '../../../features/downtime/downtime-section.js';
import { DraftButton } from '../../../features/invoices/actions/draft-button.js';
import { MeterEvents } from '../../../features/meters/meter-events.js';
import { useMeterName } from '../../../features/meters/use-meter-name.js';
import { ContractRevenueSection } from '../../../features/revenue/recurring/contract-revenue.js';
import { UsageTable } from '../../../features/usage/months/usage-table.js';
import { plusDays } from '../../../format/time.js';
import { signedGross } from '../../../features/invoices/document/listed-document.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { Facts } from '../../../ui/layout/facts.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { Section } from '../../../ui/layout/section.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './contract-page.module.css';

/** One contract: its terms and prices, usage and invoices. */
export function ContractPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const meterTestWords = useMeterTestWords();
  const may = useMay();
  const navigate = useNavigate();
  const localised = useLocalised();
  const meterName = useMeterName();
  const nameOf = (meter: Contract['meters'][number]): string =>
    format.listed([meter.device.code, meterName(meter)]);
  const { contractId = '' } = useParams({ strict: false });
  const query = useOne('contracts', '/contracts/{id}', { path: { id: contractId } });
  const cost = useOne('cost', '/contracts/{id}/cost-so-far', {
    path: { id: contractId },
    enabled: query.data !== undefined && query.data.state !== 'draft',
  });
  const invoices = useList('invoices', '/invoices', { query: { contractId }, enabled: may('invoices.read') });
  const [dialog, setDialog] = useState<'edit' | 'billing' | 'activate' | 'discard'>();
  const stale = useStale();
  const activate = async ({ version }: Contract): Promise<void> => {
    await request('PATCH', '/contracts/{id}', {
      path: { id: contractId },
      body: { state: 'active' },
      ifMatch: version,
    });
    await stale('contracts', 'usage', 'cost');
  };
  const discard = async ({ version, number }: Contract): Promise<void> => {
    await request('DELETE', '/contracts/{id}', { path: { id: contractId }, ifMatch: version });
    toastDone(t('maker:contract.discarded', { number }));
    await navigate({ to: '/contracts' });
    await stale('contracts');
  };
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonBlock height={400} />;
  const contract = query.data;
  const billing = billingTermsOf(contract);
  const day = (date: string | null): string =>
    date === null ? t('maker:contracts.open') : format.date(`${date}T00:00:00Z`, 'UTC');
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('app:rail.contracts'), to: '/contracts' },
          { label: contract.customer.name, to: `/customers/${contract.customer.id}` },
        ]}
        title={contract.number}
        state={<StateBadge state={contract.state} />}
        aside={localised(contract.plan.name)}
        actions={
          contract.state === 'draft' ? (
            may('contracts.write') ? (
              <>
                <Button
                  variant="subtle"
                  leftSection={<IconTrash size={16} stroke={1.75} />}
                  onClick={() => setDialog('discard')}
                >
                  {t('maker:contract.discard')}
                </Button>
                <Button
                  variant="default"
                  leftSection={<IconPencil size={16} stroke={1.75} />}
                  onClick={() => setDialog('edit')}
                >
                  {t('maker:contract.edit')}
                </Button>
                <Button
                  variant="default"
                  leftSection={<IconListDetails size={16} stroke={1.75} />}
                  onClick={() => setDialog('billing')}
                >
                  {t('maker:contract.billing')}
                </Button>
                <Button
                  leftSection={<IconCheck size={16} stroke={1.75} />}
                  onClick={() => setDialog('activate')}
                >
                  {t('maker:contract.activate')}
                </Button>
              </>
            ) : undefined
          ) : may('invoices.draft') ? (
            <DraftButton
              contract={contract}
              months={contract}
              onDrafted={(invoiceId) => void navigate({ to: '/billing/$invoiceId', params: { invoiceId } })}
            />
          ) : undefined
        }
      />
      <div className={classes.split}>
        <div className={classes.main}>
          <Section
            title={t('maker:contract.charges')}
            aside={localised(contract.plan.name)}
            action={
              may('contracts.write') && contract.meters.length > 0 ? (
                <Link to="/contracts/simulator" search={{ contract: contractId }}>
                  {t('maker:simulator.open')}
                </Link>
              ) : undefined
            }
            flush
          >
            {contract.charges.length === 0 ? (
              <p className={classes.none}>{t('maker:contract.noCharges')}</p>
            ) : (
              <ChargeList charges={contract.charges} contract={contract} />
            )}
          </Section>
          <PerformanceSection contract={contract} />
          <DowntimeSection contract={contract} />
          {contract.state === 'draft' ? null : <AmendmentsSection contract={contract} />}
          <MigrationSection
            contract={contract}
            isIssued={invoices.items.some(({ number }) => number !== null)}
          />
          <BuyerSection contract={contract} />
          <BillGroupSection contract={contract} />
          <Section
            title={t('maker:usage.heading')}
            action={
              may('meters.decide') ? (
                <Link to="/exceptions" search={{ contractId }}>
                  {t('app:rail.exceptions')}
                </Link>
              ) : undefined
            }
            flush
          >
            <UsageTable contract={contract} />
          </Section>
          {may('revenue.read') && contract.state !== 'draft' ? (
            <ContractRevenueSection contract={contract} />
          ) : null}
          {may('accounting.read') ? <ContractDecisions contract={contract} /> : null}
          {may('invoices.read') && invoices.items.length > 0 ? (
            <Section title={t('maker:contract.invoices')}>
              <ul>
                {invoices.items.map((invoice) => (
                  <li key={invoice.id} className={classes.invoice}>
                    <IconReceipt size={16} stroke={1.75} aria-hidden />
                    <Link to="/billing/$invoiceId" params={{ invoiceId: invoice.id }}>
                      {[format.billingMonth(invoice.periodFrom, invoice.periodTo), invoice.number]
                        .filter((part) => part !== null)
                        .join(', ')}
                    </Link>
                    <StateBadge
                      state={invoice.heldLines > 0 && invoice.number === null ? 'held' : invoice.state}
                      plain
                    />
                    <Money
                      amount={signedGross(invoice)}
                      currency={invoice.currency}
                      to={`/billing/${invoice.id}`}
                    />
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
        </div>
        <aside className={classes.side}>
          {cost.data === undefined ? null : <CurrentUsage contract={contract} cost={cost.data} />}
          <Section title={t('maker:contract.terms')}>
            <Facts
              items={[
                [t('maker:contracts.entity'), contract.legalEntity.name],
                [t('maker:contract.buyer'), contract.buyer.name],
                [t('maker:contracts.starts'), day(contract.startsOn)],
                [t('maker:contracts.ends'), day(contract.endsOn)],
                [t('maker:contracts.zone'), format.city(contract.zone)],
                [
                  t('maker:contract.billingCalendar'),
                  t(`maker:contract.monthsFrom.${contract.billingCalendar}`, {
                    day: Number(contract.startsOn.slice(8)),
                  }),
                ],
                [t('maker:contracts.currency'), contract.currency],
                [
                  t('maker:contract.priceKind'),
                  t(`maker:contract.${contract.pricesIncludeTax ? 'withTax' : 'withoutTax'}`),
                ],
                [t('maker:contract.payment'), t('maker:stock.days', { count: contract.paymentDays })],
                [
                  t('maker:contracts.kits'),
                  contract.kitsIncluded ? t('maker:parts.included') : t('maker:parts.charged'),
                ],
                [t('billingTerms.hold.label'), t(`billingTerms.hold.${billing.hold}`)],
                [t('billingTerms.corrections.label'), t(`billingTerms.corrections.${billing.corrections}`)],
                [
                  t('billingTerms.dispute.name'),
                  t('billingTerms.dispute.value', { count: billing.disputeDays }),
                ],
                ...(billing.tolerancePercent === null
                  ? []
                  : [
                      [
                        t('billingTerms.tolerance.name'),
                        t('meterTest.percent', { percent: format.number(billing.tolerancePercent) }),
                      ] as const,
                    ]),
                [t('billingTerms.test.name'), meterTestWords(billing.meterTest)],
                ...(billing.meterTest.fee === null
                  ? []
                  : [
                      [
                        t('billingTerms.test.fee'),
                        format.money(billing.meterTest.fee, contract.currency),
                      ] as const,
                    ]),
              ]}
            />
          </Section>
          <InvoiceTermsSection contract={contract} />
          {contract.pauses.length === 0 && contract.pausedDays.length === 0 ? null : (
            <Section title={t('pause.title')}>
              <PauseList contract={contract} />
            </Section>
          )}
          <PrepaidSection contract={contract} />
          {may('accounting.read') ? <EscalationSection contract={contract} /> : null}
          {contract.state === 'ended' ? null : <TerminationSection contract={contract} />}
          <AcceptanceSection contract={contract} />
          <Section title={t('maker:contract.meters')}>
            <MeterList contract={contract} />
          </Section>
          <MeterEvents
            query={{ contractId }}
            zone={contract.zone}
            subjects={[
              ...contract.meters.map((meter) => ({
                meterId: meter.id,
                deviceId: meter.device.id,
                label: nameOf(meter),
              })),
              ...contract.machines.map((machine) => ({ machineId: machine.id, label: machine.serial })),
            ]}
          />
          <Section title={t('maker:contract.machines')}>
            {contract.machines.length === 0 ? (
              <p className={classes.nothing}>{t('maker:contract.noMachines')}</p>
            ) : null}
            <ul>
              {contract.machines.map((machine) => (
                <li key={`${machine.id} ${machine.from}`}>
                  <Link to="/fleet/$machineId" params={{ machineId: machine.id }}>
                    {machine.serial}
                  </Link>
                  {machine.from === contract.startsOn && machine.to === null ? null : (
                    <span className={classes.days}>
                      {[day(machine.from), machine.to === null ? '' : day(plusDays(machine.to, -1))].join(
                        ' – ',
                      )}
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </Section>
        </aside>
      </div>
      {dialog === 'billing' ? (
        <ChargesDialog contract={contract} onClose={() => setDialog(undefined)} />
      ) : null}
      {dialog === 'edit' ? <ContractDialog contract={contract} onClose={() => setDialog(undefined)} /> : null}
      <ConfirmDialog
        open={dialog === 'discard'}
        title={t('maker:contract.discardTitle', { number: contract.number })}
        verb={t('maker:contract.discard')}
        onConfirm={() => discard(contract)}
        onClose={() => setDialog(undefined)}
      >
        {t('maker:contract.discardEffect')}
      </ConfirmDialog>
      <ConfirmDialog
        open={dialog === 'activate'}
        title={t('maker:contract.activateTitle', { number: contract.number })}
        verb={t('maker:contract.activate')}
        onConfirm={() => activate(contract)}
        onClose={() => setDialog(undefined)}
      >
        <p>{t('maker:contract.activateEffect')}</p>
        <AcceptanceBeforehand contract={contract} />
      </ConfirmDialog>
    </div>
  );
}
