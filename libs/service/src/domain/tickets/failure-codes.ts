/**
 * Fault codes of a closed ticket: symptom, cause, remedy. There are few enough codes to choose on a phone, and they are
 * general enough to be counted across models. Details are in the note.
 */
export const SYMPTOMS = [
  'high_temperature',
  'low_output',
  'pressure_out_of_limits',
  'abnormal_noise',
  'vibration',
  'leak',
  'does_not_start',
  'unexpected_stop',
  'high_consumption',
  'output_quality',
  'connection_lost',
  'service_due',
  'other',
] as const;
export type Symptom = (typeof SYMPTOMS)[number];

export const CAUSES = [
  'wear',
  'dirt_or_blockage',
  'leaking_or_loose',
  'lubrication',
  'stuck_valve',
  'sensor_fault',
  'electrical_fault',
  'controller_or_software',
  'wrong_setting',
  'operating_conditions',
  'defective_part',
  'installation_error',
  'not_found',
  'other',
] as const;
export type Cause = (typeof CAUSES)[number];

export const REMEDIES = [
  'part_replaced',
  'part_repaired',
  'cleaned',
  'adjusted',
  'lubricant_changed',
  'setting_changed',
  'software_updated',
  'restarted',
  'operator_instructed',
  'nothing_needed',
  'other',
] as const;
export type Remedy = (typeof REMEDIES)[number];

const REMEDIES_WITH_PARTS: readonly Remedy[] = ['part_replaced', 'part_repaired', 'lubricant_changed'];

/** Returns true when a remedy used the parts reserved for the work. After any other remedy, the parts are released. */
export function usesParts(remedy: Remedy): boolean {
  return REMEDIES_WITH_PARTS.includes(remedy);
}
