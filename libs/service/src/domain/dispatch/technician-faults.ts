import { DateTime } from 'luxon';
import type { FieldFault } from '#platform/domain';
import type { Certificate } from './rank-technicians.js';

/** A technician's qualifications and home. */
export interface TechnicianFields {
  readonly code: string;
  readonly name: string;
  readonly skills: string[];
  readonly languages: string[];
  readonly level: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly certificates: readonly Certificate[];
}

/** Returns all errors in a technician's data, by field. */
export function findTechnicianFaults(technician: TechnicianFields): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (pointer: string, code: string) => faults.push({ pointer, code: `service.${code}` });
  if (!/^[A-Za-z0-9._-]{1,40}$/.test(technician.code)) fault('/code', 'code_malformed');
  if (technician.name.trim() === '') fault('/name', 'name_missing');
  if (![1, 2, 3].includes(technician.level)) fault('/level', 'level_out_of_range');
  for (const [index, language] of technician.languages.entries()) {
    if (!/^[a-z]{2,3}$/.test(language)) fault(`/languages/${index}`, 'language_malformed');
  }
  if ((technician.latitude === null) !== (technician.longitude === null))
    fault('/longitude', 'coordinates_incomplete');
  if (Math.abs(technician.latitude ?? 0) > 90) fault('/latitude', 'latitude_out_of_range');
  if (Math.abs(technician.longitude ?? 0) > 180) fault('/longitude', 'longitude_out_of_range');
  for (const [index, { name, validUntil }] of technician.certificates.entries()) {
    if (name.trim() === '') fault(`/certificates/${index}/name`, 'name_missing');
    if (!/^\d{4}-\d\d-\d\d$/.test(validUntil) || !DateTime.fromISO(validUntil).isValid) {
      fault(`/certificates/${index}/validUntil`, 'date_malformed');
    }
  }
  return faults;
}
