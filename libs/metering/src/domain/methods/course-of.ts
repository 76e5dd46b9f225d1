import type { UsableReading } from '../counter-reading.js';
import type { CountingWindow } from '../metered-period.js';
import { counterStretch } from './counter-stretch.js';
import { eventStretch } from './event-stretch.js';
import { levelStretch } from './level-stretch.js';
import { PeakDemand } from './peak-demand.js';
import type { Metering, Stretch } from './stretch.js';

/** Takes a period's windows one after the other, each with all readings of the period in order. */
export type Course = (ordered: readonly UsableReading[], window: CountingWindow) => Stretch;

/** How a meter's readings become steps. */
export function courseOf(metering: Metering): Course {
  switch (metering.meter.method ?? 'counter') {
    case 'counter':
      return (ordered, window) => counterStretch(metering, ordered, window);
    case 'integral':
    case 'state_time':
      return (ordered, window) => levelStretch(metering, ordered, window);
    case 'event_count':
      return (ordered, window) => eventStretch(metering, ordered, window);
    case 'peak_demand': {
      const peak = new PeakDemand(metering);
      return (ordered, window) => peak.take(ordered, window);
    }
  }
}
