import type { CounterReading } from '../steps/counter-reading.js';
import type { ReadingUse } from './proof-windows.js';

/** A reading in the evidence of usage, and its role in the calculation. */
export interface EvidenceReading extends CounterReading {
  readonly use: ReadingUse;
}
