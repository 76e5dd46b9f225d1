import { findTechnicianFaults, type TechnicianFields } from './technician-faults.js';

const sari: TechnicianFields = {
  code: 'T-JKT-2',
  name: 'Sari Demo',
  skills: ['service', 'refrigeration'],
  languages: ['id', 'en', 'zh'],
  level: 2,
  latitude: null,
  longitude: null,
  certificates: [{ name: 'K3 pressure vessel technician', validUntil: '2026-12-15' }],
};

describe('a technician', () => {
  it.each<[string, Partial<TechnicianFields>]>([
    ['with all fields', {}],
    ['with a home', { latitude: -6.3, longitude: 107.1 }],
    ['without certificates', { certificates: [] }],
  ])('is valid %s', (_what, over) => {
    expect(findTechnicianFaults({ ...sari, ...over })).toEqual([]);
  });

  it.each<[Partial<TechnicianFields>, string, string]>([
    [{ code: '' }, '/code', 'service.code_malformed'],
    [{ name: ' ' }, '/name', 'service.name_missing'],
    [{ level: 4 }, '/level', 'service.level_out_of_range'],
    [{ languages: ['id', 'English'] }, '/languages/1', 'service.language_malformed'],
    [{ latitude: 5 }, '/longitude', 'service.coordinates_incomplete'],
    [{ latitude: 95, longitude: 5 }, '/latitude', 'service.latitude_out_of_range'],
    [{ latitude: 5, longitude: -181 }, '/longitude', 'service.longitude_out_of_range'],
    [
      { certificates: [{ name: '', validUntil: '2026-01-01' }] },
      '/certificates/0/name',
      'service.name_missing',
    ],
    [
      { certificates: [{ name: 'K3', validUntil: '2026-02-30' }] },
      '/certificates/0/validUntil',
      'service.date_malformed',
    ],
    [
      { certificates: [{ name: 'K3', validUntil: '15.12.2026' }] },
      '/certificates/0/validUntil',
      'service.date_malformed',
    ],
  ])('is rejected with %j', (over, pointer, code) => {
    expect(findTechnicianFaults({ ...sari, ...over })).toEqual([{ pointer, code }]);
  });
});
