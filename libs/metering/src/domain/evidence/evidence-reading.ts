import type { CounterReading } from '../steps/counter-reading.js';
import type { ReadingUse } from './proof-windows.js';

/** A reading that is part of the evidence, with how it was used. */
export interface EvidenceReading extends CounterReading {
  readonly use: ReadingUse;
}
