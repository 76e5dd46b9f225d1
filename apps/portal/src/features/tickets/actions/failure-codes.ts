/** Failure codes of a closed ticket, as defined by the server. Their labels are `common:symptom` and so on. */
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

/** Options for each field of a closing report. */
export const FAILURE_CODES = { symptom: SYMPTOMS, cause: CAUSES, remedy: REMEDIES } as const;
