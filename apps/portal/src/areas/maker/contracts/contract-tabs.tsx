import { IconReceipt } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Contract, InvoiceRow } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { ChargeList } from '../../../features/charges/terms/charge-list.js';
import { AcceptanceSection } from '../../../features/contracts/acceptance/acceptance-section.js';
import { AmendmentsSection } from '../../../features/contracts/amendments/amendments-section.js';
import { BuyerSection } from '../../../features/contracts/buyer/buyer-section.js';
import { TerminationSection } from '../../../features/contracts/exit/termination-section.js';
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
import { signedGross } from '../../../features/invoices/document/listed-document.js';
import { MeterEvents } from '../../../features/meters/meter-events.js';
import { useMeterName } from '../../../features/meters/use-meter-name.js';
import { ContractRevenueSection } from '../../../features/revenue/recurring/contract-revenue.js';
import { UsageExport } from '../../../features/usage/months/usage-export.js';
import { UsageTable } from '../../../features/usage/months/usage-table.js';
import { plusDays } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Section } from '../../../ui/layout/section.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './contract-page.module.css';

interface TabProps {
  readonly contract: Contract;
}

/** Buyer, billing group, machines, current usage and terms of a contract. */
export function OverviewTab({ contract }: TabProps) {
  const { data: cost } = useOne('cost', '/contracts/{id}/cost-so-far', {
    path: { id: contract.id },
    enabled: contract.state !== 'draft',
  });
  return (
    <div className={classes.split}>
      <div className={classes.main}>
        <BuyerSection contract={contract} />
        <BillGroupSection contract={contract} />
        <MachinesSection contract={contract} />
      </div>
      <aside className={classes.side}>
        {cost === undefined ? null : <CurrentUsage contract={contract} cost={cost} />}
        <TermsSection contract={contract} />
      </aside>
    </div>
  );
}

/**
 * Charges and guarantees of a contract, with its invoice-level terms, pauses, prepaid credits, index adjustments and
 * early termination.
 */
export function ChargesTab({ contract }: TabProps) {
  const { t } = useTranslation();
  const may = useMay();
  const localised = useLocalised();
  return (
    <div className={classes.split}>
      <div className={classes.main}>
        <Section
          title={t('maker:contract.charges')}
          aside={localised(contract.plan.name)}
          action={
            may('contracts.write') && contract.meters.length > 0 ? (
              <Link to="/contracts/simulator" search={{ contract: contract.id }}>
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
      </div>
      <aside className={classes.side}>
        <InvoiceTermsSection contract={contract} />
        {contract.pauses.length === 0 && contract.pausedDays.length === 0 ? null : (
          <Section title={t('pause.title')}>
            <PauseList contract={contract} />
          </Section>
        )}
        <PrepaidSection contract={contract} />
        {may('accounting.read') ? <EscalationSection contract={contract} /> : null}
        {contract.state === 'ended' ? null : <TerminationSection contract={contract} />}
      </aside>
    </div>
  );
}

/** Usage by month, downtime, revenue, invoices, meters and meter records of a contract. */
export function UsageTab({ contract, invoices }: TabProps & { readonly invoices: readonly InvoiceRow[] }) {
  const { t } = useTranslation();
  const may = useMay();
  const format = useFormat();
  const meterName = useMeterName();
  const nameOf = (meter: Contract['meters'][number]): string =>
    format.listed([meter.device.code, meterName(meter)]);
  return (
    <div className={classes.split}>
      <div className={classes.main}>
        <Section
          title={t('maker:usage.heading')}
          action={
            <span className={classes.actions}>
              {may('meters.decide') ? (
                <Link to="/exceptions" search={{ contractId: contract.id }}>
                  {t('app:rail.exceptions')}
                </Link>
              ) : null}
              <UsageExport contract={contract} />
            </span>
          }
          flush
        >
          <UsageTable contract={contract} />
        </Section>
        <DowntimeSection contract={contract} />
        {may('revenue.read') && contract.state !== 'draft' ? (
          <ContractRevenueSection contract={contract} />
        ) : null}
        {may('invoices.read') && invoices.length > 0 ? <InvoicesSection invoices={invoices} /> : null}
      </div>
      <aside className={classes.side}>
        <Section title={t('maker:contract.meters')}>
          <MeterList contract={contract} />
        </Section>
        <MeterEvents
          query={{ contractId: contract.id }}
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
      </aside>
    </div>
  );
}

/** The terms to accept, their acceptances, and the balances from an earlier billing system. */
export function DocumentsTab({ contract, isIssued }: TabProps & { readonly isIssued: boolean }) {
  return (
    <div className={classes.main}>
      <AcceptanceSection contract={contract} />
      <MigrationSection contract={contract} isIssued={isIssued} />
    </div>
  );
}

/** Amendments of a contract, and decisions about it. */
export function HistoryTab({ contract }: TabProps) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <div className={classes.main}>
      {contract.state === 'draft' ? (
        <p className={classes.none}>{t('maker:contract.noHistory')}</p>
      ) : (
        <AmendmentsSection contract={contract} />
      )}
      {may('accounting.read') ? <ContractDecisions contract={contract} /> : null}
    </div>
  );
}

function InvoicesSection({ invoices }: { readonly invoices: readonly InvoiceRow[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t('maker:contract.invoices')}>
      <ul>
        {invoices.map((invoice) => (
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
            <Money amount={signedGross(invoice)} currency={invoice.currency} to={`/billing/${invoice.id}`} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Returns a function that formats the first or last day of a contract; null means that the contract is open-ended. */
function useDay(): (date: string | null) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (date) => (date === null ? t('maker:contracts.open') : format.date(`${date}T00:00:00Z`, 'UTC'));
}

function TermsSection({ contract }: TabProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const meterTestWords = useMeterTestWords();
  const day = useDay();
  const billing = billingTermsOf(contract);
  return (
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
          [t('billingTerms.dispute.name'), t('billingTerms.dispute.value', { count: billing.disputeDays })],
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
                [t('billingTerms.test.fee'), format.money(billing.meterTest.fee, contract.currency)] as const,
              ]),
        ]}
      />
    </Section>
  );
}

function MachinesSection({ contract }: TabProps) {
  const { t } = useTranslation();
  const day = useDay();
  return (
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
                {[day(machine.from), machine.to === null ? '' : day(plusDays(machine.to, -1))].join(' – ')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
