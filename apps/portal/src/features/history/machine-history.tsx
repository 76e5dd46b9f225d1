import { MultiSelect } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Live, Machine } from '../../api/types.js';
import { useUrlFilters } from '../../ui/tables/use-url-filters.js';
import { orderGauges } from '../machines/live/order-gauges.js';
import { useSignalName } from '../machines/live/use-signal-name.js';
import { GROWING } from '../search/search-select.js';
import { useComparedMachines } from './compare/compared-machines.js';
import { SPECIFIC_POWER } from './energy/specific-power-points.js';
import { findSpecificPowerSignals } from './energy/specific-power.js';
import type { BandLinks } from './events/use-machine-bands.js';
import { HistoryChart } from './history-chart.js';
import { colouredSignals, MAX_SIGNALS, placeSignals, readSlots, slotsText } from './signals/signal-slots.js';
import type { PresetKey, RangeKey } from './window/chosen-window.js';

interface MachineHistoryProps {
  readonly machine: Machine;
  readonly live: Live;
  readonly links: BandLinks;
  readonly ranges?: readonly RangeKey[];
  readonly initialRange: PresetKey;
  /** Signals shown until others are chosen. */
  readonly initialSignals?: readonly string[];
}

const INITIAL_SIGNALS = 3;

/** The history of a machine with a choice of signals, of machines to compare, and of its specific power. */
export function MachineHistory({
  machine,
  live,
  links,
  ranges,
  initialRange,
  initialSignals,
}: MachineHistoryProps) {
  const { t } = useTranslation();
  const signalName = useSignalName(machine.signals);
  const [filters, change] = useUrlFilters();
  const { compared, field } = useComparedMachines(machine);
  const numeric = Object.entries(live.values).filter(
    ([, value]) => value.kind === 'gauge' || value.kind === 'counter',
  );
  const power = useMemo(
    () =>
      findSpecificPowerSignals(
        Object.entries(live.values).map(([key, { unit, kind }]) => ({ key, unit, kind })),
      ),
    [live.values],
  );
  const nameOf = useMemo(
    () => (key: string) => (key === SPECIFIC_POWER ? t('energy.specificPower') : signalName(key)),
    [signalName, t],
  );
  const gauges = orderGauges(live.values, machine.signals, []);
  const usual =
    initialSignals ?? (gauges.length > 0 ? gauges : numeric.map(([key]) => key)).slice(0, INITIAL_SIGNALS);
  const slots = readSlots(filters['signals']) ?? usual;
  const chosen = slots.filter((key) => key !== '');
  const offered = [...numeric.map(([key]) => key), ...(power === undefined ? [] : [SPECIFIC_POWER])];
  return (
    <HistoryChart
      machineId={machine.id}
      signals={colouredSignals(slots)}
      nameOf={nameOf}
      links={links}
      power={power}
      ranges={ranges}
      initialRange={initialRange}
      height={280}
      compared={compared}
      choice={
        <>
          <MultiSelect
            label={t('history.signals')}
            data={offered.map((key) => ({ value: key, label: nameOf(key) }))}
            value={chosen}
            maxValues={MAX_SIGNALS}
            styles={GROWING}
            onChange={(keys) => change({ signals: slotsText(placeSignals(slots, keys)) })}
          />
          {field}
        </>
      }
    />
  );
}
