import { Button, Menu, Progress } from '@mantine/core';
import { IconChartLine, IconCircleDashed, IconPlus } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Contract, UsageHistory, SimulationOutcome } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { productNow } from '../../../clock/clock.js';
import { newCharge } from '../../../features/charges/form/charge-values.js';
import { useMeterName } from '../../../features/meters/use-meter-name.js';
import { OutcomeTable } from '../../../features/simulator/outcome/outcome-table.js';
import { SimulationAnswer } from '../../../features/simulator/outcome/simulation-answer.js';
import { useCostsOfMonths } from '../../../features/simulator/outcome/use-costs-of-months.js';
import { describeFacts, useSimulation } from '../../../features/simulator/outcome/use-simulation.js';
import { shareOf, SubjectChoice } from '../../../features/simulator/past-usage/subject-choice.js';
import { measuredShare, findUnknownMonths } from '../../../features/simulator/past-usage/usage-of-months.js';
import { useUsageHistories } from '../../../features/simulator/past-usage/use-usage-histories.js';
import { useSubject } from '../../../features/simulator/past-usage/use-subject.js';
import { LinkButton } from '../../../features/simulator/plans/link-button.js';
import { PlanDialog } from '../../../features/simulator/plans/plan-dialog.js';
import { PlanLines } from '../../../features/simulator/plans/plan-lines.js';
import { readPlans } from '../../../features/simulator/plans/plan-link.js';
import { SavePlanDialog } from '../../../features/simulator/plans/save-plan-dialog.js';
import {
  LETTERS,
  planFromContract,
  type UnsavedPlan,
  remapMeters,
  removeUnknownMeters,
} from '../../../features/simulator/plans/simulated-plan.js';
import { usePlans } from '../../../features/simulator/plans/use-plans.js';
import classes from '../../../features/simulator/simulator.module.css';
import { instantToWallTime } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { problemOf } from '../../../problems/problem.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';

/**
 * Compares plans on the usage of the last twelve months. The simulation is not stored: a link contains all its inputs.
 */
export function SimulatorPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const localised = useLocalised();
  const [filters, change] = useUrlFilters();
  const subject = useSubject(filters);
  const { meters, zone, currency } = subject;
  const meterName = useMeterName();
  const nameOf = useCallback((contract: Contract) => localised(contract.plan.name), [localised]);
  // Reads the state from the address when the page opens. A link with the current plans is created on demand.
  const { hash } = useLocation();
  const [linked] = useState(() => ({ plans: readPlans(hash), contractId: filters['contract'] }));
  const { plans, isFull, put, remove } = usePlans(subject.contract, nameOf, linked);
  const pasts = useUsageHistories(meters, zone);
  const usagePercent = shareOf(filters['usage']);
  const [edited, setEdited] = useState<UnsavedPlan>();
  const [saved, setSaved] = useState<UnsavedPlan>();
  const may = useMay();
  const known = pasts.isReady ? (pasts.histories as readonly UsageHistory[]) : undefined;
  const facts = known && describeFacts(meters, known, { zone, currency });
  const simulation = useSimulation(facts, plans, meters, usagePercent);
  const outcome = simulation.data?.plans.length === plans.length ? simulation.data : undefined;
  const costs = useCostsOfMonths(subject.contract?.id, known);
  const table = (shown: SimulationOutcome | undefined) => (
    <OutcomeTable
      plans={plans}
      outcome={shown}
      counters={meters}
      pasts={known ?? []}
      costs={costs}
      usagePercent={usagePercent}
      currency={currency}
      onEdit={(plan) => setEdited(removeUnknownMeters(plan, meters))}
      onRemove={remove}
      onSave={may('contracts.write') ? setSaved : undefined}
    />
  );
  const isOneUnit = new Set(known?.map(({ unit }) => unit)).size <= 1;
  const names = new Map(
    meters.map((meter, index) => [
      meter.quantity,
      format.listed([subject.contract && (known?.[index]?.serial ?? known?.[index]?.code), meterName(meter)]),
    ]),
  );
  const nameOfPast = (past: UsageHistory): string =>
    format.listed([past.serial ?? past.code, names.size > 1 && meterName(past)]);
  const begin = (): void =>
    setEdited({
      id: crypto.randomUUID(),
      name: t('maker:simulator.newPlan', { letter: LETTERS[plans.length] }),
      // Quantities with different units cannot be added up, so only one of them is preselected.
      charges: [newCharge('flat', []), newCharge('unit', isOneUnit ? [] : [...names.keys()].slice(0, 1))],
    });
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('app:rail.contracts'), to: '/contracts' }]}
        title={t('maker:simulator.title')}
        aside={t('maker:simulator.storedNowhere')}
        actions={
          <>
            {plans.length === 0 ? null : <LinkButton plans={plans} />}
            <AddPlan
              disabled={facts === undefined || isFull}
              onNew={begin}
              onTaken={(contract) => {
                const plan = planFromContract(contract, `${contract.number} ${nameOf(contract)}`);
                setEdited(removeUnknownMeters(remapMeters(plan, contract, meters), meters));
              }}
            />
          </>
        }
      />
      <SubjectChoice
        subject={subject}
        filters={filters}
        onChange={change}
        usagePercent={usagePercent}
        onUsage={(percent) => change({ usage: percent === 100 ? undefined : String(percent) })}
        measured={known && measuredShare(known)}
        fault={problemOf(pasts.error).fields?.[0]}
      />
      {pasts.error !== null ? (
        <ErrorState error={pasts.error} title={t('maker:simulator.pastFailed')} onRetry={pasts.retry} />
      ) : subject.lacking.length > 0 ? (
        <EmptyState icon={IconCircleDashed} title={t('maker:simulator.lackingTitle')}>
          {t('maker:simulator.lackingWhy')}
        </EmptyState>
      ) : subject.isPending ? (
        <SkeletonBlock height={320} />
      ) : meters.length === 0 ? (
        <EmptyState icon={IconChartLine} title={t('maker:simulator.emptyTitle')}>
          {t('maker:simulator.emptyWhy')}
        </EmptyState>
      ) : known === undefined || facts === undefined ? (
        <div className={classes.reading} role="status">
          <p>{t('maker:simulator.reading', { read: pasts.read, count: pasts.count })}</p>
          <Progress value={(pasts.read / pasts.count) * 100} aria-hidden />
        </div>
      ) : plans.length === 0 ? (
        <EmptyState
          icon={IconPlus}
          title={t('maker:simulator.noPlanTitle')}
          actions={<Button onClick={begin}>{t('maker:simulator.addPlan')}</Button>}
        >
          {t('maker:simulator.noPlanWhy')}
        </EmptyState>
      ) : simulation.isError && outcome === undefined ? (
        <>
          <ErrorState error={simulation.error} onRetry={() => void simulation.refetch()} />
          {table(undefined)}
        </>
      ) : (
        <>
          {outcome === undefined ? (
            <SkeletonBlock height={320} />
          ) : (
            <>
              <SimulationAnswer
                outcome={outcome}
                plans={plans}
                currency={currency}
                unknown={findUnknownMonths(known, nameOfPast)}
              />
              {outcome.knownMonths === 0 ? null : (
                <div className={classes.charts}>
                  <section className={classes.chart}>
                    <h2>
                      {t('maker:simulator.byMonth')}
                      <span>{t('maker:simulator.byMonthUnit', { currency })}</span>
                    </h2>
                    <PlanLines
                      summary={t('maker:simulator.byMonth')}
                      lines={outcome.plans.map(({ months }) =>
                        months.map(({ amount }) => (amount === null ? null : Number(amount.amount))),
                      )}
                      words={outcome.plans[0]!.months.map(({ month }) => shortMonth(month, format.locale))}
                      written={(value) => format.number(value, 0)}
                    />
                  </section>
                  <section className={classes.chart}>
                    <h2>
                      {t('maker:simulator.byUsage')}
                      <span>{t('maker:simulator.byUsageUnit', { currency })}</span>
                    </h2>
                    <PlanLines
                      summary={t('maker:simulator.byUsage')}
                      lines={plans.map((_plan, index) =>
                        outcome.curve.map(({ totals }) => Number(totals[index]?.amount ?? 0)),
                      )}
                      words={outcome.curve.map(({ percent }) => format.percent(percent / 100, 0))}
                      mark={{
                        at: outcome.curve.findIndex(({ percent }) => percent === usagePercent),
                        word: t('maker:simulator.shownHere'),
                      }}
                      written={(value) => format.number(value, 0)}
                    />
                  </section>
                </div>
              )}
            </>
          )}
          {table(outcome)}
        </>
      )}
      {edited === undefined || facts === undefined ? null : (
        <PlanDialog
          plan={edited}
          facts={facts}
          counters={meters}
          names={names}
          onUse={(plan) => {
            put(plan);
            setEdited(undefined);
          }}
          onClose={() => setEdited(undefined)}
        />
      )}
      {saved === undefined ? null : (
        <SavePlanDialog
          plan={saved}
          currency={currency}
          today={instantToWallTime(productNow(), zone).slice(0, 10)}
          onClose={() => setSaved(undefined)}
        />
      )}
    </div>
  );
}

const shortMonth = (month: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }).format(
    Date.parse(`${month}-01T12:00:00Z`),
  );

interface AddPlanProps {
  readonly disabled: boolean;
  readonly onNew: () => void;
  readonly onTaken: (contract: Contract) => void;
}

/** Adds a new plan, or the prices of an existing contract. */
function AddPlan({ disabled, onNew, onTaken }: AddPlanProps) {
  const { t } = useTranslation();
  const contracts = useList('contracts', '/contracts');
  const take = async (id: string): Promise<void> =>
    onTaken(await request('GET', '/contracts/{id}', { path: { id } }));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} stroke={1.75} />} disabled={disabled}>
          {t('maker:simulator.addPlan')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.Item onClick={onNew}>{t('maker:simulator.ownPrices')}</Menu.Item>
        <Menu.Label>{t('maker:simulator.pricesOf')}</Menu.Label>
        {contracts.items.map((row) => (
          <Menu.Item key={row.id} onClick={() => void take(row.id)}>
            {`${row.number} ${row.customer.name}`}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
