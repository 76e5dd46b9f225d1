import { Button, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconEngine, IconMap, IconPlus, IconUpload } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { FleetSummary, MachineRow } from '../../../api/types.js';
import { fetchAll } from '../../../api/fetch-all.js';
import { useList } from '../../../api/use-list.js';
import { useOne } from '../../../api/use-one.js';
import { useNow } from '../../../clock/clock.js';
import { DutyLegend } from '../../../features/machines/duty/duty-legend.js';
import { fleetColumns } from '../../../features/machines/fleet/fleet-columns.js';
import { FleetMaps } from '../../../features/machines/fleet/fleet-maps.js';
import { FleetSummaryBar } from '../../../features/machines/fleet/fleet-summary-bar.js';
import { ListMenus } from '../../../features/lists/list-menus.js';
import { useListView } from '../../../features/lists/use-list-view.js';
import { MachineDialog } from '../../../features/registry/machine-dialog.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import { useOpenByLink } from '../../../ui/tables/use-open-by-link.js';
import { oneOf } from '../../../ui/tables/use-url-filters.js';
import classes from './fleet-page.module.css';

const STATES = ['fault', 'silent', 'service', 'load', 'idle', 'off'] as const;

/** All machines, those that need attention first, with a map per hub. */
export function FleetPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const may = useMay();
  const now = useNow(60_000);
  const view = useListView('machines', ['map']);
  const { filters, change, sort } = view;
  const dialog = useOpenByLink('add');
  const wide = useMediaQuery('(min-width: 1200px)', true, { getInitialValueInEffect: false });
  const maps = view.opened['map'] === undefined ? wide : view.opened['map'] === 'true';
  const summary = useOne('fleet', '/fleet/summary', { refetchInterval: 60_000 });
  const hubs = useOne('hubs', '/hubs', { staleTime: 600_000 });
  const models = useOne('models', '/models', { query: { limit: 200 }, staleTime: 600_000 });
  const { search, hubId, modelId, customerId, siteId } = filters;
  const state = oneOf(STATES, filters['state']);
  const query = { search, hubId, modelId, customerId, siteId, state: state && [state], sort };
  const machines = useList('machines', '/machines', {
    query: { ...query, include: ['duty'] },
    refetchInterval: 60_000,
  });
  const isNarrowed = [search, hubId, modelId, customerId, siteId, state].some((one) => one !== undefined);
  const groups = useMemo(() => {
    const needs = machines.items.filter(
      (row) => row.attention.length > 0 || row.state === 'fault' || row.state === 'silent',
    );
    const remaining = machines.items.filter((row) => !needs.includes(row));
    const isRunning = (row: MachineRow): boolean => ['load', 'idle', 'off'].includes(row.state);
    return [
      { key: 'needs', label: t('maker:fleet.needs'), rows: needs },
      { key: 'fine', label: t('maker:fleet.fine'), rows: remaining.filter(isRunning) },
      { key: 'apart', label: t('maker:fleet.apart'), rows: remaining.filter((row) => !isRunning(row)) },
    ].filter((group) => group.rows.length > 0);
  }, [machines.items, t]);
  const columns = useMemo(() => fleetColumns(machines.items, now, t), [machines.items, now, t]);
  const sites = summary.data?.hubs.reduce((count, hub) => count + hub.sites.length, 0) ?? 0;

  return (
    <div className={classes.page}>
      <PageHeader
        title={t('maker:fleet.title')}
        aside={
          summary.data === undefined
            ? undefined
            : t('maker:fleet.count', {
                count: summary.data.total,
                sites: t('maker:fleet.sites', { count: sites }),
                date: format.day(now),
              })
        }
        actions={
          may('registry.write') ? (
            <>
              <Button
                component={Link}
                to="/import"
                variant="default"
                leftSection={<IconUpload size={16} stroke={1.75} />}
              >
                {t('maker:fleet.import')}
              </Button>
              <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={dialog.open}>
                {t('maker:fleet.add')}
              </Button>
            </>
          ) : undefined
        }
      />
      {summary.data === undefined ? null : <FleetSummaryBar summary={summary.data} />}
      <FilterBar
        filters={filters}
        onChange={change}
        searchLabel={t('maker:fleet.search')}
        chips={[
          {
            key: 'hubId',
            label: t('maker:fleet.hub'),
            choices: (hubs.data?.items ?? []).map((hub) => ({ value: hub.id, label: hub.name })),
          },
          {
            key: 'modelId',
            label: t('maker:fleet.model'),
            choices: (models.data?.items ?? []).map((model) => ({ value: model.id, label: model.code })),
          },
          {
            key: 'state',
            label: t('maker:fleet.state'),
            choices: STATES.map((one) => ({
              value: one,
              label: t(`state.${one}`),
              count: summary.data?.states[one],
            })),
          },
          ...(siteId === undefined
            ? []
            : [
                {
                  key: 'siteId',
                  label: t('maker:fleet.oneSite'),
                  choices: [{ value: siteId, label: siteName(summary.data, siteId) }],
                },
              ]),
        ]}
      >
        <ListMenus
          view={view}
          columns={columns}
          fileName={t('maker:fleet.title')}
          loadRows={(onProgress) => fetchAll('/machines', onProgress, { query })}
        />
        <UnstyledButton
          className={classes.switch}
          aria-pressed={maps}
          onClick={() => change({ map: String(!maps) })}
        >
          <IconMap size={15} stroke={1.75} aria-hidden /> {t('maker:fleet.map')}
        </UnstyledButton>
      </FilterBar>
      <div className={classes.body}>
        <div className={classes.list} data-covered={(maps && !wide) || undefined}>
          {machines.query.isLoadingError ? (
            <ErrorState
              error={machines.query.error}
              title={t('maker:fleet.failed')}
              onRetry={() => void machines.query.refetch()}
            />
          ) : machines.waiting ? (
            <SkeletonRows rows={16} />
          ) : (
            <DataTable
              label={t('maker:fleet.title')}
              columns={columns}
              rowKey={(row) => row.id}
              groups={groups}
              sort={sort}
              onSort={view.setSort}
              layout={view.layout}
              onLayout={view.setLayout}
              onOpen={(row) => void navigate({ to: '/fleet/$machineId', params: { machineId: row.id } })}
              empty={
                <EmptyState
                  icon={IconEngine}
                  title={isNarrowed ? t('maker:fleet.noneTitle') : t('maker:fleet.emptyTitle')}
                  actions={
                    <>
                      {isNarrowed ? (
                        <Button variant="default" onClick={() => void navigate({ to: '/fleet', search: {} })}>
                          {t('maker:fleet.clear')}
                        </Button>
                      ) : null}
                      {may('registry.write') ? (
                        <Button component={Link} to="/import" variant="default">
                          {t('maker:fleet.import')}
                        </Button>
                      ) : null}
                    </>
                  }
                >
                  {isNarrowed ? t('maker:fleet.noneWhy') : t('maker:fleet.emptyWhy')}
                </EmptyState>
              }
              foot={
                <div className={classes.foot}>
                  {machines.query.hasNextPage ? (
                    <Button
                      variant="subtle"
                      loading={machines.query.isFetchingNextPage}
                      onClick={() => void machines.query.fetchNextPage()}
                    >
                      {t('action.more')}
                    </Button>
                  ) : null}
                  <KeyHints />
                  <DutyLegend />
                </div>
              }
            />
          )}
        </div>
        {maps && summary.data !== undefined && summary.data.hubs.length > 0 ? (
          <FleetMaps summary={summary.data} />
        ) : null}
      </div>
      {dialog.isOpen ? <MachineDialog onClose={dialog.close} /> : null}
    </div>
  );
}

function siteName(summary: FleetSummary | undefined, siteId: string): string {
  const all = summary?.hubs.flatMap((hub) => hub.sites) ?? [];
  return all.find(({ site }) => site.id === siteId)?.site.name ?? siteId.slice(0, 8);
}
