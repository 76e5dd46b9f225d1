import type { UsableReading } from '../steps/counter-reading.js';
import type { MeterRule } from '../usage/meter-rule.js';
import type { CountingWindow } from '../usage/metered-period.js';
import { deriveCounterSegment } from './counter-segment.js';
import { roundsOnce, StepScale } from '../steps/step-scale.js';
import { deriveEventSegment } from './event-segment.js';
import { HOUR_MS } from './level.js';
import { deriveLevelSegment } from './level-segment.js';
import { PeakDemand } from './peak-demand.js';
import type { Metering, Segment } from './segment.js';

/** Processes a period's windows one after the other, each with all readings of the period in order. */
export type WindowDeriver = (ordered: readonly UsableReading[], window: CountingWindow) => Segment;

/** Creates the deriver that converts a meter's readings to steps. */
export function createWindowDeriver(metering: Metering): WindowDeriver {
  switch (metering.meter.method ?? 'counter') {
    case 'counter':
      return (ordered, window) => deriveCounterSegment(metering, ordered, window);
    case 'integral':
    case 'state_time':
      return (ordered, window) => deriveLevelSegment(metering, ordered, window);
    case 'event_count':
    case 'event_sum':
      return (ordered, window) => deriveEventSegment(metering, ordered, window);
    case 'peak_demand': {
      const peak = new PeakDemand(metering);
      return (ordered, window) => peak.deriveSegment(ordered, window);
    }
  }
}

/**
 * Returns the unit in which a meter's steps are summed. For peak demand, each mean is already rounded, including the
 * factor, because only the highest mean counts.
 */
export function scaleOf(meter: MeterRule): StepScale {
  switch (meter.method ?? 'counter') {
    case 'integral':
    case 'state_time':
      return new StepScale(meter, HOUR_MS);
    case 'peak_demand':
      return new StepScale(roundsOnce(meter) ? { ...meter, factor: null } : meter);
    case 'counter':
    case 'event_count':
    case 'event_sum':
      return new StepScale(meter);
  }
}
