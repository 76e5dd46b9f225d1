import {
  Button,
  Checkbox,
  PasswordInput,
  Select,
  SegmentedControl,
  TextInput,
  useMantineColorScheme,
} from '@mantine/core';
import { IconEngine, IconFunction, IconCalendar, IconStairs, IconRadar2 } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { productNow } from '../../clock/clock.js';
import { ImportPreview } from '../../features/imports/import-preview.js';
import { DutyLegend } from '../../features/machines/duty/duty-legend.js';
import type { DutySpan, DutyState } from '../../features/machines/duty/duty-spans.js';
import { DutyStrip } from '../../features/machines/duty/duty-strip.js';
import { MachineState } from '../../features/machines/duty/machine-state.js';
import { HubMap } from '../../features/machines/fleet/hub-map.js';
import { ChainRow, EvidenceChain } from '../../features/proof/chain/evidence-chain.js';
import { EquationStrip } from '../../features/proof/equation/equation-strip.js';
import { ApiProblem } from '../../problems/problem.js';
import { LanguageLine } from '../../shell/language-choice.js';
import type { ChartPoint } from '../../ui/charts/chart-data.js';
import { TimeSeriesChart } from '../../ui/charts/time-series-chart.js';
import { Countdown } from '../../ui/feedback/countdown.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { Facts } from '../../ui/layout/facts.js';
import { PageHeader } from '../../ui/layout/page-header.js';
import { Section } from '../../ui/layout/section.js';
import { Steps } from '../../ui/layout/steps.js';
import { Timeline } from '../../ui/layout/timeline.js';
import { DataTable } from '../../ui/tables/data-table.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { FilterBar } from '../../ui/tables/filter-bar.js';
import { KeyHints } from '../../ui/tables/key-hints.js';
import { Instant } from '../../ui/values/instant.js';
import { Money } from '../../ui/values/money.js';
import { QuantityBar } from '../../ui/values/quantity-bar.js';
import { Quantity } from '../../ui/values/quantity.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { STATE_LOOKS } from '../../ui/values/state-tone.js';
import { GalleryFields } from './gallery-fields.js';

const HOUR = 3_600_000;

interface SampleRow {
  readonly id: string;
  readonly serial: string;
  readonly state: string;
  readonly site: string;
  readonly spans: readonly DutySpan[];
  readonly pressure: number | null;
}

function sampleSpans(now: number, seed: number): DutySpan[] {
  const spans: DutySpan[] = [];
  let at = now - 24 * HOUR;
  const cycle: DutyState[] = ['load', 'idle', 'load', 'off', 'load', 'idle'];
  for (let step = 0; at < now; step += 1) {
    const length = HOUR * (0.4 + ((seed * 13 + step * 7) % 11) / 3);
    spans.push({
      from: at,
      to: Math.min(now, at + length),
      state: cycle[(step + seed) % cycle.length] ?? 'load',
    });
    at += length;
  }
  return spans;
}

/** Shows every component of the portal for visual checks; not part of the product's navigation. */
export function GalleryPage() {
  const now = useMemo(() => productNow(), []);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [filters, setFilters] = useState<Record<string, string | undefined>>({});
  const [zoom, setZoom] = useState<{ from: number; to: number }>();
  const rows = useMemo<SampleRow[]>(
    () =>
      Array.from({ length: 12 }, (_, index) => ({
        id: String(index),
        serial: `BH110V-24${String(index).padStart(2, '0')}-1${index}6`,
        state: ['fault', 'load', 'silent', 'idle', 'off', 'service'][index % 6] ?? 'load',
        site: ['Bialystok', 'Surabaya', 'Queretaro'][index % 3] ?? '',
        spans:
          index % 6 === 2
            ? []
            : index % 6 === 0
              ? [...sampleSpans(now, index).slice(0, -2), { from: now - 2 * HOUR, to: now, state: 'fault' }]
              : sampleSpans(now, index),
        pressure: index % 6 === 2 ? null : 6.9 + index / 17,
      })),
    [now],
  );
  const points = useMemo<ChartPoint[]>(
    () =>
      Array.from({ length: 500 }, (_, index): ChartPoint => {
        const at = now - (500 - index) * 2 * HOUR;
        const drift = Math.max(0, index - 320) / 11;
        const mean = 87 + Math.sin(index / 3) * 2.6 + drift;
        return [at, mean - 2 - Math.cos(index), mean, mean + 2 + Math.sin(index)];
      }).filter(([at = 0]) => (at ?? 0) < now - 190 * HOUR || (at ?? 0) > now - 170 * HOUR),
    [now],
  );
  const gaps = useMemo(
    () => [
      {
        from: now - 190 * HOUR,
        to: now - 170 * HOUR,
        note: 'no data for 20.0 h, counter advanced by 20.0 h',
      },
    ],
    [now],
  );
  const series = useMemo(
    () => [{ key: 't', label: 'Discharge', unit: 'Cel', decimals: 1, points }],
    [points],
  );
  const columns: Column<SampleRow>[] = [
    {
      key: 'state',
      header: 'State',
      width: '92px',
      phone: 'lead',
      cell: (row) => <MachineState state={row.state} />,
    },
    {
      key: 'serial',
      header: 'Machine',
      width: '160px',
      phone: 'title',
      sort: 'serial',
      cell: (row) => <b>{row.serial}</b>,
    },
    { key: 'site', header: 'Site', phone: 'third', cell: (row) => row.site },
    {
      key: 'duty',
      header: 'Last 24 h',
      width: '124px',
      phone: 'side2',
      cell: (row) => <DutyStrip spans={row.spans} from={now - 24 * HOUR} to={now} />,
    },
    {
      key: 'bar',
      header: 'bar',
      width: '64px',
      numeric: true,
      cell: (row) => <Quantity value={row.pressure} unit="" decimals={2} />,
    },
    {
      key: 'why',
      header: 'What needs you',
      width: 'minmax(160px,1.4fr)',
      phone: 'second',
      cell: (row) =>
        row.state === 'fault' ? (
          <StateBadge state="critical" plain>
            A12 tripped 111.2 °C
          </StateBadge>
        ) : null,
    },
  ];
  return (
    <main style={{ maxWidth: 1400, margin: '0 auto', paddingBottom: 80 }}>
      <PageHeader
        crumbs={[{ label: 'Fleet' }, { label: 'Surabaya' }]}
        title="States and parts"
        state={<StateBadge state="warning">A12 high discharge temperature</StateBadge>}
        aside="one sheet, same tokens everywhere"
        actions={
          <>
            <Button variant="subtle">Quiet</Button>
            <Button
              variant="default"
              onClick={() => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark')}
            >
              Light or dark
            </Button>
            <Button>Primary</Button>
          </>
        }
      />
      <div style={{ padding: '0 20px' }}>
        <LanguageLine />
      </div>
      <Steps
        label="Steps"
        current={2}
        steps={[
          { key: 'a', label: 'New', note: 'Tue 16:46' },
          { key: 'b', label: 'Triaged', note: '16:55' },
          { key: 'c', label: 'Remote work', note: 'since 08:02' },
          { key: 'd', label: 'Planned' },
          { key: 'e', label: 'Closed' },
        ]}
      />
      <Section title="States">
        <Wrap>
          {Object.keys(STATE_LOOKS).map((state) => (
            <StateBadge key={state} state={state} />
          ))}
        </Wrap>
      </Section>
      <Section title="Duty strips" action={<DutyLegend />}>
        {(['load', 'idle', 'off', 'fault', 'service', 'silent'] as const).map((state) => (
          <div key={state} style={{ display: 'flex', gap: 16, marginBlock: 4 }}>
            <span style={{ width: 90 }}>
              <MachineState state={state} />
            </span>
            <span style={{ width: 120 }}>
              <DutyStrip
                spans={[
                  { from: 0, to: 6, state: 'load' },
                  { from: 6, to: 10, state },
                ]}
                from={0}
                to={10}
              />
            </span>
          </div>
        ))}
      </Section>
      <Section title="Numbers">
        <Wrap>
          <Money amount="986.04" currency="PLN" to="/gallery" />
          <Money minor="3611722000" currency="IDR" />
          <Money amount="-12345678.90" currency="MXN" strong />
          <Money amount="51077" currency="CNY" about />
          <Quantity value={103.44} unit="Cel" tone="warning" />
          <Quantity value="187350" unit="m3" strong />
          <Quantity value="0.0264" unit="" exact />
          <Quantity value={null} unit="bar" />
          <Instant at={now - 29 * 60_000} style="relative" />
          <Instant at={now} locationZone="Asia/Jakarta" />
          <Countdown from={now - 10 * HOUR} until={now + 35 * HOUR} note="runs" />
          <Countdown from={now - 46 * HOUR} until={now + 1.6 * HOUR} note="under a quarter" />
          <Countdown from={now - 46 * HOUR} until={now - 2.1 * HOUR} note="missed" />
          <Countdown from={now - 46 * HOUR} until={now + 20 * HOUR} paused note="no access" />
        </Wrap>
        <div style={{ maxWidth: 420, marginTop: 12 }}>
          <QuantityBar
            shares={[
              { kind: 'measured', share: 0.9 },
              { kind: 'estimated', share: 0.04 },
              { kind: 'held', share: 0.04 },
              { kind: 'unknown', share: 0.02 },
            ]}
          />
        </div>
      </Section>
      <FilterBar
        filters={filters}
        onChange={(change) => setFilters((before) => ({ ...before, ...change }))}
        searchLabel="Serial, site or customer"
        chips={[
          {
            key: 'hub',
            label: 'Hub',
            choices: [
              { value: 'JKT', label: 'Jakarta', count: 20 },
              { value: 'WAW', label: 'Warsaw', count: 20 },
            ],
          },
        ]}
        views={[{ key: 'lot', label: 'Valve lot T2408', count: 6, filters: { lot: 'T2408' } }]}
      >
        <SegmentedControl data={['List', 'Map']} />
      </FilterBar>
      <DataTable
        label="Machines"
        columns={columns}
        rowKey={(row) => row.id}
        groups={[
          { key: 'needs', label: 'Needs attention', rows: rows.slice(0, 4) },
          { key: 'fine', label: 'Running as promised', rows: rows.slice(4) },
        ]}
        currentKey="1"
        onOpen={() => undefined}
        selectionActions={() => <span>Open ticket</span>}
        foot={<KeyHints withTicks />}
      />
      <Section
        title="Discharge temperature, hourly average with minimum and maximum"
        action={<SegmentedControl data={['24 h', '7 d', '1 y']} />}
      >
        <TimeSeriesChart
          label="Discharge temperature"
          series={series}
          from={zoom?.from ?? now - 1000 * HOUR}
          to={zoom?.to ?? now}
          zoomed={zoom !== undefined}
          onZoom={setZoom}
          gaps={gaps}
          limits={[
            { value: 100, kind: 'warn', label: 'warn 100' },
            { value: 110, kind: 'trip', label: 'trip 110' },
          ]}
          flags={[{ at: now - 60 * HOUR, label: 'A12 on, 16:46', tone: 'warning' }]}
          height={260}
        />
      </Section>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fit,minmax(300px,1fr))',
          borderTop: '1px solid var(--line)',
        }}
      >
        <EmptyState
          icon={IconEngine}
          title="No machine at this site yet"
          actions={
            <>
              <Button>Add machine</Button>
              <Button variant="default">Import CSV</Button>
            </>
          }
        >
          Add one by hand, or import up to 5,000 from CSV. Faults are shown before anything is saved.
        </EmptyState>
        <ErrorState
          error={new ApiProblem({ status: 500, code: 'x', correlationId: '7f3a-91c2' })}
          title="Couldn’t load the readings"
          safe="No data was lost. Machines keep sending."
          onRetry={() => undefined}
        />
        <div>
          <SkeletonRows rows={4} />
        </div>
      </div>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fit,minmax(300px,1fr))',
          borderTop: '1px solid var(--line)',
        }}
      >
        <Section title="Form">
          <div style={{ display: 'grid', gap: 12 }}>
            <FormSummary summary={{ fields: 2, text: '' }} />
            <TextInput label="Buyer" defaultValue="Alimentos Prueba de Puebla S.A. de C.V. (ficticia)" />
            <Select
              label="Tax regime"
              data={['601', '603']}
              placeholder="Choose"
              error="A CFDI 4.0 needs one. Ask the buyer for their tax status letter."
            />
            <PasswordInput label="Password" description="At least 10 characters." />
            <Checkbox label="Opens a ticket" defaultChecked />
            <div style={{ display: 'flex', gap: 8 }}>
              <Button>Save contract</Button>
              <Button disabled>Import 24, after 6 faults</Button>
            </div>
          </div>
        </Section>
        <Section title="Numbers, dates and times">
          <div style={{ display: 'grid', gap: 12 }}>
            <GalleryFields />
          </div>
        </Section>
        <Section title="Recent activity">
          <Timeline
            locationZone="Asia/Jakarta"
            entries={[
              {
                id: '1',
                at: new Date(now - HOUR).toISOString(),
                icon: IconEngine,
                fact: 'Photo of the sight glass',
                consequence: 'PT Laut Beku, within 4 min',
              },
              {
                id: '2',
                at: new Date(now - 2 * HOUR).toISOString(),
                icon: IconEngine,
                tone: 'critical',
                fact: 'No TV-71 free in Jakarta',
                consequence: 'the last one is reserved for TK-1038',
              },
            ]}
          />
        </Section>
        <Section title="Contract K-ID-4" aside="Pay per m³">
          <Facts
            items={[
              ['Site, November so far', '91,436 m³ × 395'],
              ['Unbilled', <Money key="u" amount="36117220" currency="IDR" to="/gallery" />],
            ]}
          />
        </Section>
        <div style={{ height: 240 }}>
          <HubMap
            label="Jakarta hub"
            hub={{ latitude: -6.31, longitude: 107.14 }}
            sites={[
              { id: '1', name: 'Bekasi', latitude: -6.27, longitude: 107.05, machines: 5, worst: 'warning' },
              { id: '2', name: 'Karawang', latitude: -6.37, longitude: 107.3, machines: 5, worst: 'load' },
              { id: '3', name: 'Bandung', latitude: -6.94, longitude: 107.75, machines: 5, worst: 'silent' },
              { id: '4', name: 'Surabaya', latitude: -7.33, longitude: 112.73, machines: 5, worst: 'fault' },
            ]}
          />
        </div>
      </div>
      <Section title="Equation">
        <EquationStrip
          label="Amount"
          terms={[
            { key: 'a', value: '986.04 PLN', label: 'line amount, rounded once' },
            { key: 'b', sign: '= (', value: '187,350 m³', label: 'billed quantity' },
            { key: 'c', sign: '−', value: '150,000 m³', label: 'included, clause 3.1' },
            { key: 'd', sign: ') ×', value: '0.0264', label: 'PLN per m³ since 1 Feb 2026' },
          ]}
        />
      </Section>
      <EvidenceChain
        label="Evidence"
        columns={[
          {
            key: '1',
            icon: IconFunction,
            title: 'Calculation steps',
            note: '7 steps',
            hash: 'c41d000000077e2',
            equal: true,
            children: (
              <>
                <ChainRow>1 Metered 187,206</ChainRow>
                <ChainRow chosen tone="held" onChoose={() => undefined}>
                  3 On hold, excluded − 378
                </ChainRow>
              </>
            ),
          },
          {
            key: '2',
            icon: IconCalendar,
            title: 'Quantity by day',
            note: '30 days',
            hash: '08ab000000f9d0',
            equal: true,
            children: <ChainRow onChoose={() => undefined}>Sun 1 2,708</ChainRow>,
          },
          {
            key: '3',
            icon: IconStairs,
            title: 'Meter steps',
            note: '48 steps',
            hash: '5e900000001bc4',
            equal: false,
            children: <ChainRow>20:00 171</ChainRow>,
          },
          {
            key: '4',
            icon: IconRadar2,
            title: 'Readings',
            note: '31 readings',
            children: <ChainRow>184220</ChainRow>,
          },
        ]}
      />
      <ImportPreview
        faults={[
          { row: 5, column: 'type', value: 'BH-75', reason: 'No model BH-75.', proposal: 'BH-75V' },
          {
            row: 12,
            column: 'commissioned',
            value: '31.11.2026',
            reason: 'November has 30 days. Enter a valid date, such as 2026-11-30.',
          },
        ]}
        columns={['serial_no', 'type', 'client']}
        rows={[{ row: 2, cells: ['BH75V-2611-161', 'BH-75V', 'Alimentos Prueba'] }]}
        validCount={18}
      />
    </main>
  );
}

function Wrap({ children }: { readonly children: ReactNode }) {
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: '10px 16px', alignItems: 'center' }}>
      {children}
    </div>
  );
}
