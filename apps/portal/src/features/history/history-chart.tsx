import { useMediaQuery } from '@mantine/hooks';
import { Button, SegmentedControl } from '@mantine/core';
import { IconChartLine, IconSelect } from '@tabler/icons-react';
import { type ReactNode, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.js';
import { MAX_AXES_PER_SIDE } from '../../ui/charts/axes.js';
import type { ChartSpan } from '../../ui/charts/chart-data.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../ui/feedback/skeleton.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { Section } from '../../ui/layout/section.js';
import { ChartTools } from './chart-tools.js';
import { EarlierChoice } from './compare/earlier-choice.js';
import { earlierSpan } from './compare/earlier-span.js';
import { EnergyTile } from './energy/energy-tile.js';
import type { SpecificPowerSignals } from './energy/specific-power.js';
import { useSpecificPower } from './energy/use-specific-power.js';
import { type BandLinks, useMachineBands } from './events/use-machine-bands.js';
import classes from './history-chart.module.css';
import { BoundNotes } from './panels/bound-notes.js';
import { buildPanels } from './panels/build-panels.js';
import { useRetentionBounds } from './panels/chart-bounds.js';
import { HistoryPanel } from './panels/history-panel.js';
import { PanelBands } from './panels/panel-bands.js';
import { PanelDuty } from './panels/panel-duty.js';
import { useGapNotes } from './panels/use-gap-notes.js';
import { useHistories } from './panels/use-histories.js';
import { useLastComplete } from './panels/use-last-complete.js';
import { usePanelLayouts } from './panels/use-panel-layouts.js';
import { SelectionStatistics } from './selection/selection-statistics.js';
import {
  type ColouredSignal,
  colouredSignals,
  readSlots,
  slotsOf,
  slotsText,
} from './signals/signal-slots.js';
import { useChartExport } from './use-chart-export.js';
import { useHistoryView } from './use-history-view.js';
import { exactLink } from './view-link.js';
import type { PresetKey, RangeKey } from './window/chosen-window.js';
import { CustomRange } from './window/custom-range.js';

const RANGES: readonly RangeKey[] = ['24h', '7d', '30d', '60d', 'custom'];
const ALONE = { serial: '', others: [] } as const;
/** Below this width a chart has room for one axis per side. */
const PHONE = '(max-width: 599.98px)';

interface HistoryChartProps {
  readonly machineId: string;
  readonly signals: readonly ColouredSignal[];
  readonly nameOf: (signalKey: string) => string;
  readonly links: BandLinks;
  /** Signals of the machine's specific power, if it has them. */
  readonly power?: SpecificPowerSignals | undefined;
  readonly ranges?: readonly RangeKey[];
  /** Controls above the chart. */
  readonly choice?: ReactNode;
  readonly height?: number;
  readonly initialRange?: PresetKey;
  /**
   * Machines to compare: their signals are drawn over those of this machine, which is labelled with the serial number.
   */
  readonly compared?: { readonly serial: string; readonly others: readonly { id: string; serial: string }[] };
  /** Always draws each signal in a chart of its own. */
  readonly alwaysApart?: boolean;
}

/**
 * History of a machine, optionally compared with other machines or an earlier period: signals in one chart or in a
 * chart each, on a shared time axis, with alarms and visits above, operating states below, gaps hatched, and statistics
 * of a selected part.
 */
export function HistoryChart({
  machineId,
  signals: wanted,
  nameOf,
  links,
  power,
  ranges = RANGES,
  choice,
  height = 240,
  initialRange = '7d',
  compared = ALONE,
  alwaysApart = false,
}: HistoryChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isPhone = useMediaQuery(PHONE) ?? false;
  const charts = useRef<HTMLDivElement>(null);
  const { busy, failure, run } = useWork();
  const view = useHistoryView(initialRange);
  const { window, versus, selection } = view;
  // A string stays equal when a list is recreated, so charts are redrawn only if the signals change.
  const slots = slotsText(slotsOf(wanted));
  const signals = useMemo(() => colouredSignals(readSlots(slots) ?? []), [slots]);
  const machines = useMemo(
    () => [{ id: machineId, serial: compared.serial }, ...compared.others],
    [machineId, compared],
  );
  const input = { machineIds: machines.map(({ id }) => id), keys: signals.map(({ key }) => key), power };
  const span = { from: window.from, to: window.to };
  const current = useHistories({ ...input, span });
  const earlier = useHistories({ ...input, span: versus && earlierSpan(span, versus, format.zone) });
  // An earlier period that cannot be loaded must not hide the current one.
  const isComplete = versus === undefined || earlier.data !== undefined || earlier.error !== null;
  const loaded = useMemo(
    () => (current.data && isComplete ? { current: current.data, earlier: earlier.data } : undefined),
    [current.data, earlier.data, isComplete],
  );
  const shown = useLastComplete(loaded);
  const own = shown?.current.machines[0];
  const drawn = shown?.current.span;
  const bounds = useRetentionBounds(own);
  const gaps = useGapNotes(own?.gaps);
  const bands = useMachineBands(machineId, drawn ?? span, links);
  const energy = useSpecificPower(machineId, power, drawn);
  const isApart = alwaysApart || view.isApart;
  const panels = useMemo(
    () =>
      shown === undefined
        ? []
        : buildPanels({
            histories: shown.current,
            earlier: shown.earlier,
            signals,
            power,
            nameOf,
            machines,
            isApart,
            axesPerSide: isPhone ? 1 : MAX_AXES_PER_SIDE,
          }),
    [shown, signals, power, nameOf, machines, isApart, isPhone],
  );
  const { room, reportOf } = usePanelLayouts(panels.map(({ key }) => key));
  const note =
    own === undefined
      ? ''
      : t('history.bucketIn', {
          bucket:
            own.basis === 'readings'
              ? t('chart.asSent')
              : t('history.bucket', { duration: format.duration(own.bucketSeconds * 1000, 'hours') }),
          zone: format.city(format.zone),
        });
  const title = signals.length === 0 ? t('history.title') : signals.map(({ key }) => nameOf(key)).join(' · ');
  const exporter = useChartExport({
    charts,
    panels,
    bands,
    window: drawn,
    title: [compared.serial, title].filter(Boolean).join(' '),
    note,
    room,
  });
  const isEmpty = panels.every(({ series }) => series.every(({ points }) => points.length === 0));

  return (
    <Section
      title={title}
      aside={note === '' ? undefined : note}
      action={
        <SegmentedControl
          value={window.range}
          onChange={(value) => window.choose(value as RangeKey)}
          data={ranges.map((key) => ({ value: key, label: t(`history.range.${key}`) }))}
          aria-label={t('history.rangeLabel')}
        />
      }
    >
      <div className={classes.controls}>
        {choice === undefined ? null : <div className={classes.choice}>{choice}</div>}
        <EarlierChoice value={versus} onChange={view.setVersus} />
        <div className={classes.tools}>
          <ChartTools
            link={() => exactLink(document.location.href, drawn ?? span, slots)}
            onPicture={() => run(exporter.savePicture)}
            onSheet={(as) => run(() => exporter.saveSheet(as))}
            onArrange={alwaysApart || signals.length < 2 || machines.length > 1 ? undefined : view.setApart}
            isApart={isApart}
            isBusy={busy}
          />
        </div>
      </div>
      <FormSummary summary={failure} lead={t('table.notExported')} />
      {window.range === 'custom' ? <CustomRange window={window} /> : null}
      {energy === undefined || drawn === undefined ? null : (
        <div className={classes.energy}>
          <EnergyTile figures={energy} period={format.duration(drawn.to - drawn.from)} />
        </div>
      )}
      {current.error !== null ? (
        <ErrorState
          error={current.error}
          title={t('history.failed')}
          safe={t('history.safe')}
          onRetry={current.retry}
        />
      ) : signals.length === 0 ? (
        <EmptyState icon={IconChartLine} title={t('history.noSignals')}>
          {t('history.noSignalsWhy')}
        </EmptyState>
      ) : shown === undefined || drawn === undefined ? (
        <SkeletonBlock height={height} />
      ) : (
        <div className={classes.charts} aria-busy={loaded === undefined} ref={charts}>
          <BoundNotes bounds={bounds} />
          {earlier.error === null ? null : <p className={classes.none}>{t('history.earlierFailed')}</p>}
          <PanelBands bands={bands} window={drawn} room={room} />
          {panels.map((panel, index) => (
            <HistoryPanel
              key={panel.key}
              panel={panel}
              window={drawn}
              gaps={gaps}
              bounds={bounds}
              height={index === 0 ? height : Math.round(height * 0.6)}
              hasTitle={panels.length > 1}
              syncKey={`machine ${machineId}`}
              selection={selection}
              onSelect={view.selectDrawn}
              onZoom={window.zoom}
              zoomed={index === 0 && window.zoomed}
              room={room}
              onLayout={reportOf(panel.key)}
            />
          ))}
          {isEmpty ? <p className={classes.none}>{t('history.noPoints')}</p> : null}
          <PanelDuty histories={shown.current.machines} machines={machines} window={drawn} room={room} />
          {selection === undefined ? (
            <p className={classes.hint}>
              <span className={classes.drag}>{t('history.selectHint')}</span>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconSelect size={15} stroke={1.75} />}
                onClick={() => view.selectDrawn(middleOf(drawn))}
              >
                {t('history.selectPeriod')}
              </Button>
            </p>
          ) : (
            <SelectionStatistics
              selection={selection}
              machines={machines}
              signals={signals.map(({ key }) => key)}
              nameOf={nameOf}
              onChange={view.select}
              onZoom={view.zoomToSelection}
            />
          )}
        </div>
      )}
    </Section>
  );
}

/** The middle half of a window: the initial selection if the user does not draw one. */
function middleOf({ from, to }: ChartSpan): ChartSpan {
  const quarter = (to - from) / 4;
  return { from: from + quarter, to: to - quarter };
}
