import type { PlantDemand } from '../physics/plant-demand.js';

/** Properties of a demo customer's plant that the demo file does not contain. */
export interface PlantTraits {
  readonly demand: PlantDemand;
  readonly roomC: number;
  readonly roomSwingK: number;
  readonly dustiness: number;
  /**
   * Running hours per day of each machine, in the order of the demo file; null for the mean since the machine was
   * commissioned.
   */
  readonly hoursPerDay: readonly (number | null)[];
}

const AS_COUNTED = [null, null, null, null, null];

/** Plants by customer code. Flows are chosen to match the contracts' allowances and the machines' counters. */
export const PLANTS: Readonly<Record<string, PlantTraits>> = {
  'C-ID-1': {
    demand: { pattern: 'continuous', restM3Min: 2, fullM3Min: 11.5 },
    roomC: 31,
    roomSwingK: 2.5,
    dustiness: 1.2,
    hoursPerDay: [23, 17, 12, 6, 3],
  },
  'C-ID-2': {
    demand: { pattern: 'continuous', restM3Min: 6, fullM3Min: 32 },
    roomC: 30,
    roomSwingK: 2,
    dustiness: 0.9,
    hoursPerDay: [21.5, 14, 11.7, 22, 23],
  },
  'C-ID-3': {
    demand: { pattern: 'two_shift', restM3Min: 2.2, fullM3Min: 21 },
    roomC: 32,
    roomSwingK: 2.5,
    dustiness: 1.2,
    hoursPerDay: AS_COUNTED,
  },
  'C-ID-4': {
    demand: { pattern: 'continuous', restM3Min: 3, fullM3Min: 33 },
    roomC: 29,
    roomSwingK: 2.5,
    dustiness: 0.9,
    hoursPerDay: AS_COUNTED,
  },
  'C-MX-1': {
    demand: { pattern: 'three_shift', restM3Min: 1.2, fullM3Min: 9.5 },
    roomC: 23,
    roomSwingK: 4,
    dustiness: 1,
    hoursPerDay: [23, 15, 10, 6, 3],
  },
  'C-MX-2': {
    demand: { pattern: 'continuous', restM3Min: 6, fullM3Min: 31 },
    roomC: 20,
    roomSwingK: 4.5,
    dustiness: 1,
    hoursPerDay: [23, 14.5, 22, 21, 16],
  },
  'C-MX-3': {
    demand: { pattern: 'three_shift', restM3Min: 2, fullM3Min: 16 },
    roomC: 26,
    roomSwingK: 4,
    dustiness: 1.2,
    hoursPerDay: AS_COUNTED,
  },
  'C-MX-4': {
    demand: { pattern: 'two_shift', restM3Min: 4.5, fullM3Min: 30 },
    roomC: 22,
    roomSwingK: 4,
    dustiness: 0.9,
    hoursPerDay: AS_COUNTED,
  },
  'C-PL-1': {
    demand: { pattern: 'two_shift', restM3Min: 1.55, fullM3Min: 7.9 },
    roomC: 19,
    roomSwingK: 1.5,
    dustiness: 1.2,
    hoursPerDay: [23, 14, 9, 4, 2],
  },
  'C-PL-2': {
    demand: { pattern: 'continuous', restM3Min: 6, fullM3Min: 33 },
    roomC: 24,
    roomSwingK: 2,
    dustiness: 1.2,
    hoursPerDay: [14, 23, 13.5, 18, 13],
  },
  'C-PL-3': {
    demand: { pattern: 'two_shift', restM3Min: 2, fullM3Min: 17 },
    roomC: 19,
    roomSwingK: 2,
    dustiness: 1,
    hoursPerDay: AS_COUNTED,
  },
  'C-PL-4': {
    demand: { pattern: 'continuous', restM3Min: 3, fullM3Min: 24 },
    roomC: 18,
    roomSwingK: 1.5,
    dustiness: 0.9,
    hoursPerDay: AS_COUNTED,
  },
};
