import type { CounterReading } from '../steps/counter-reading.js';
import type { ReadingUse } from './proof-windows.js';

/** A reading of the evidence with its use. */
export interface EvidenceReading extends CounterReading {
  readonly use: ReadingUse;
}
