import { IconFileText } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Contract, ContractRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useOne } from '../../../api/use-one.js';
import { ChargeList } from '../../../features/charges/terms/charge-list.js';
import { ExitCard } from '../../../features/contracts/exit/exit-card.js';
import { MigrationFacts } from '../../../features/contracts/migration/migration-facts.js';
import { PrepaidSection } from '../../../features/contracts/overview/prepaid-section.js';
import { PauseList } from '../../../features/contracts/pauses/pause-list.js';
import { PerformanceList } from '../../../features/contracts/performance/performance-list.js';
import { billingTermsOf } from '../../../features/contracts/terms/billing-terms.js';
import { useInvoiceTermWords } from '../../../features/contracts/terms/use-invoice-term-words.js';
import { useMeterTestWords } from '../../../features/contracts/terms/use-meter-test-words.js';
import { ContractHistory } from '../../../features/contracts/versions/contract-history.js';
import { useMeterName } from '../../../features/meters/use-meter-name.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { ContractDowntimeWords } from './contract-downtime.js';
import classes from './contract-list.module.css';
import { TermsAcceptance } from './terms-acceptance.js';

/** The plant's contracts in plain sentences: charges, billing terms, guarantees, acceptances and history. */
export function ContractList() {
  const { t } = useTranslation();
  const may = useMay();
  const linked = useLocation().hash.replace(/^contract-/, '');
  const contracts = useList('contracts', '/contracts', { enabled: may('contracts.read') });
  if (contracts.query.isLoadingError) {
    return <ErrorState error={contracts.query.error} onRetry={() => void contracts.query.refetch()} />;
  }
  if (contracts.waiting) return <SkeletonBlock height={240} />;
  if (contracts.items.length === 0) {
    return (
      <EmptyState icon={IconFileText} title={t('customer:costs.emptyTitle')}>
        {t('customer:costs.emptyWhy')}
      </EmptyState>
    );
  }
  return (
    <>
      {contracts.items.map((contract) => (
        <div
          key={contract.id}
          id={`contract-${contract.id}`}
          ref={contract.id === linked ? scrollTo : undefined}
        >
          <ContractWords row={contract} />
        </div>
      ))}
    </>
  );
}

/** Scrolls to the contract that a link from the maker points to. */
const scrollTo = (element: HTMLElement | null): void => element?.scrollIntoView();

function ContractWords({ row }: { readonly row: ContractRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const meterName = useMeterName();
  const localised = useLocalised();
  const invoiceTermWords = useInvoiceTermWords();
  const meterTestWords = useMeterTestWords();
  const query = useOne('contracts', '/contracts/{id}', { path: { id: row.id } });
  const day = (date: string): string => format.date(`${date}T12:00:00Z`, 'UTC');
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonBlock height={240} />;
  const contract = query.data;
  const { hold, corrections, disputeDays, tolerancePercent, meterTest } = billingTermsOf(contract);
  const sentences = [
    ...contract.meters.map((meter) => ({
      key: meter.id,
      text: t('customer:contract.meter', {
        signal: meterName(meter),
        device: meter.device.code,
      }),
    })),
    {
      key: 'kits',
      text: t(contract.kitsIncluded ? 'customer:contract.kitsIncluded' : 'customer:contract.kitsCharged'),
    },
    ...invoiceTermWords(contract.invoiceTerms, contract.currency).map((text) => ({ key: text, text })),
    {
      key: 'billing',
      text: t('customer:contract.billing', { zone: format.city(contract.zone), days: contract.paymentDays }),
    },
    {
      key: 'billingTerms',
      text: t('customer:contract.billingTerms', {
        how: t(`customer:contract.holdWords.${hold}`),
        form: t(`customer:contract.correctionWords.${corrections}`),
        days: t('billingTerms.dispute.value', { count: disputeDays }),
      }),
    },
    ...(tolerancePercent === null
      ? []
      : [
          {
            key: 'meterTest',
            text: t('customer:contract.meterTest', {
              percent: format.number(tolerancePercent),
              corrected: meterTestWords(meterTest),
            }),
          },
        ]),
    {
      key: 'term',
      text:
        contract.endsOn === null
          ? t('customer:contract.termOpen', { from: day(contract.startsOn) })
          : t('customer:contract.term', { from: day(contract.startsOn), to: day(contract.endsOn) }),
    },
  ];
  return (
    <>
      <Section
        title={contract.number}
        aside={localised(contract.plan.name)}
        action={<StateBadge state={contract.state} plain />}
      >
        <p className={classes.seller}>{t('customer:contract.with', { seller: contract.legalEntity.name })}</p>
        <div className={classes.charges}>
          <ChargeList charges={contract.charges} contract={contract} />
        </div>
        <ul className={classes.sentences}>
          {sentences.map((sentence) => (
            <li key={sentence.key}>
              <span>{sentence.text}</span>
            </li>
          ))}
        </ul>
        {contract.pauses.length === 0 && contract.pausedDays.length === 0 ? null : (
          <div className={classes.part}>
            <h3 className={classes.subtitle}>{t('pause.title')}</h3>
            <PauseList contract={contract} />
          </div>
        )}
        {contract.performance.length === 0 ? null : (
          <div className={classes.part}>
            <h3 className={classes.subtitle}>{t('performance.title')}</h3>
            <PerformanceList contract={contract} />
          </div>
        )}
        <ContractDowntimeWords contract={contract} />
        <TermsAcceptance contract={contract} />
        {contract.billedFrom === null ? null : <MigrationDetails contract={contract} />}
        <p className={classes.machines}>
          {t('customer:contract.machines', { count: contract.machines.length })}{' '}
          {contract.machines.map((machine, index) => (
            <span key={machine.id}>
              {index === 0 ? null : ', '}
              <Link to="/plant/machines/$machineId" params={{ machineId: machine.id }}>
                {machine.serial}
              </Link>
            </span>
          ))}
        </p>
      </Section>
      <PrepaidSection contract={contract} />
      {contract.state === 'draft' ? null : <ContractHistory contract={contract} />}
      {contract.state === 'active' ? <ExitCard contract={contract} /> : null}
    </>
  );
}

/** Balances and amounts that a contract migration brought from the previous billing system. */
function MigrationDetails({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const migration = useOne('takeover', '/contracts/{contractId}/takeover', {
    path: { contractId: contract.id },
  });
  if (migration.isLoadingError)
    return <ErrorState error={migration.error} onRetry={() => void migration.refetch()} />;
  if (migration.data === undefined) return <SkeletonBlock height={80} />;
  const { takeover } = migration.data;
  if (takeover === null) return null;
  return (
    <div className={classes.part}>
      <h3 className={classes.subtitle}>{t('takeover.heading')}</h3>
      <MigrationFacts contract={contract} migration={takeover} />
    </div>
  );
}
