import fc from 'fast-check';
import type { BusySpan } from './free-slot.js';
import {
  rankTechnicians,
  type Certificate,
  type Job,
  type RankedTechnician,
  type TechnicianProfile,
} from './rank-technicians.js';

const JAKARTA = { latitude: -6.31, longitude: 107.14 };
const BANDUNG = { latitude: -6.94, longitude: 107.75 };
const SURABAYA = { latitude: -7.26, longitude: 112.75 };
const K3 = 'K3 pressure vessel technician';
const NOW = Date.parse('2026-11-24T01:00:00Z');

const hours = { zone: 'Asia/Jakarta', days: [1, 2, 3, 4, 5], open: '08:00', close: '17:00', holidays: [] };

const technician = (code: string, over: Partial<TechnicianProfile> = {}): TechnicianProfile => ({
  id: code,
  code,
  skills: ['service'],
  languages: ['id'],
  level: 2,
  certificates: [{ name: K3, validUntil: '2028-01-31' }],
  home: JAKARTA,
  hours,
  visits: [],
  absences: [],
  stock: { 'TV-71': 1 },
  ...over,
});

const job: Job = {
  requiredSkill: 'service',
  requiredCertificate: K3,
  requiredParts: [{ partNumber: 'TV-71', quantity: 1 }],
  site: BANDUNG,
  language: 'id',
  minutes: 120,
};

const reasonOf = (ranked: RankedTechnician, kind: string) =>
  ranked.reasons.find((reason) => reason.kind === kind)!;
const one = (over: Partial<TechnicianProfile>, jobOver: Partial<Job> = {}, now = NOW) =>
  rankTechnicians(now, { ...job, ...jobOver }, [technician('T', over)])[0]!;

describe('ranking technicians', () => {
  it.each<[string, Partial<TechnicianProfile>, Partial<Job>, string, string, boolean]>([
    ['who has the skill', {}, {}, 'skill', 'skill_held', true],
    ['who lacks the skill', { skills: ['vsd'] }, {}, 'skill', 'skill_missing', false],
    [
      'for a visit that needs no skill',
      { skills: [] },
      { requiredSkill: null },
      'skill',
      'skill_not_required',
      true,
    ],
    ['who holds the certificate', {}, {}, 'certificate', 'certificate_valid', true],
    [
      'who never held the certificate',
      { certificates: [{ name: 'working at height', validUntil: '2030-01-01' }] },
      {},
      'certificate',
      'certificate_missing',
      false,
    ],
    [
      'with an expired certificate',
      { certificates: [{ name: K3, validUntil: '2026-11-23' }] },
      {},
      'certificate',
      'certificate_expired',
      false,
    ],
    [
      'with a certificate that expires on the day of the visit',
      { certificates: [{ name: K3, validUntil: '2026-11-24' }] },
      {},
      'certificate',
      'certificate_valid',
      true,
    ],
    [
      'who renewed the certificate',
      {
        certificates: [
          { name: K3, validUntil: '2028-01-01' },
          { name: K3, validUntil: '2020-01-01' },
        ],
      },
      {},
      'certificate',
      'certificate_valid',
      true,
    ],
    [
      'who is absent for the whole planning period',
      { absences: [{ from: NOW, to: NOW + 40 * 86_400_000, place: null }] },
      {},
      'calendar',
      'no_free_slot',
      false,
    ],
    ['with a depot that lacks a part', { stock: {} }, {}, 'part', 'part_short', true],
    ['for a visit without parts', { stock: {} }, { requiredParts: [] }, 'part', 'part_not_required', true],
    ['who does not speak the language', { languages: ['zh'] }, {}, 'language', 'language_not_spoken', true],
    ['far away from the site', {}, { site: SURABAYA }, 'distance', 'distance_from_home', true],
    ['for a site with an unknown location', {}, { site: null }, 'distance', 'distance_unknown', true],
  ])('%s', (_who, over, jobOver, kind, code, assignable) => {
    const ranked = one(over, jobOver);
    expect(reasonOf(ranked, kind).code).toBe(code);
    expect(ranked.assignable).toBe(assignable);
  });

  it('checks the certificate on the day of the visit, not on the day of planning', () => {
    const over = {
      certificates: [{ name: K3, validUntil: '2026-12-15' }],
      absences: [{ from: NOW, to: Date.parse('2026-12-17T17:00:00Z'), place: null }],
    };
    const planned = one(over, {}, Date.parse('2026-12-10T01:00:00Z'));
    expect(planned.assignable).toBe(false);
    expect(reasonOf(planned, 'certificate')).toMatchObject({
      code: 'certificate_expired',
      params: { validUntil: '2026-12-15', visitDay: '2026-12-18' },
    });
    expect(reasonOf(planned, 'calendar')).toMatchObject({
      code: 'free_after_absence',
      params: { absentUntil: '2026-12-17T17:00:00.000Z' },
    });
  });

  it('measures the distance from the previous visit of that day', () => {
    const ranked = one({ visits: [{ from: NOW, to: NOW + 2 * 3_600_000, place: BANDUNG }] });
    expect(reasonOf(ranked, 'distance')).toMatchObject({ code: 'distance_from_visit', params: { km: 0 } });
    expect(ranked.slot).toEqual({ from: NOW + 2 * 3_600_000, to: NOW + 4 * 3_600_000 });
  });

  it('keeps ruled-out technicians in the list, behind all others', () => {
    const list = rankTechnicians(NOW, job, [
      technician('T-1', { skills: [], level: 3 }),
      technician('T-2', { level: 1, languages: [], stock: {} }),
      technician('T-3'),
    ]);
    expect(list.map(({ technicianId, rank, assignable }) => [technicianId, rank, assignable])).toEqual([
      ['T-3', 1, true],
      ['T-2', 2, true],
      ['T-1', 3, false],
    ]);
  });

  it('orders equal technicians by code', () => {
    expect(
      rankTechnicians(NOW, job, [technician('T-2'), technician('T-10'), technician('T-1')]).map(
        ({ technicianId }) => technicianId,
      ),
    ).toEqual(['T-1', 'T-10', 'T-2']);
  });

  const anybody = fc.record({
    skills: fc.subarray(['service', 'vsd']),
    languages: fc.subarray(['id', 'zh']),
    level: fc.integer({ min: 1, max: 3 }),
    certificates: fc.constantFrom<Certificate[][]>(
      [],
      [{ name: K3, validUntil: '2026-11-25' }],
      [{ name: K3, validUntil: '2029-01-01' }],
    ),
    home: fc.constantFrom(JAKARTA, BANDUNG, SURABAYA, null),
    stock: fc.constantFrom<Record<string, number>[]>({}, { 'TV-71': 3 }),
    absences: fc.constantFrom<BusySpan[][]>(
      [],
      [{ from: NOW, to: NOW + 3 * 86_400_000, place: null }],
      [{ from: NOW, to: NOW + 90 * 86_400_000, place: null }],
    ),
  });
  const team = fc
    .array(anybody, { maxLength: 8 })
    .map((list) => list.map((over, index) => technician(`T-${index}`, over)));

  it('explains every score: the points of the reasons add up to it, between 0 and 100', () => {
    fc.assert(
      fc.property(team, (technicians) => {
        for (const { score, reasons } of rankTechnicians(NOW, job, technicians)) {
          expect(reasons.reduce((sum, { params }) => sum + Number(params.points), 0)).toBeCloseTo(score, 6);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
          expect(reasons.map(({ kind }) => kind).sort()).toEqual([
            'calendar',
            'certificate',
            'distance',
            'language',
            'level',
            'part',
            'skill',
          ]);
        }
      }),
    );
  });

  it('does not depend on the order of the input, and omits no technician', () => {
    fc.assert(
      fc.property(
        team.chain((technicians) =>
          fc.tuple(
            fc.constant(technicians),
            fc.shuffledSubarray(technicians, { minLength: technicians.length }),
          ),
        ),
        ([technicians, shuffled]) => {
          const ranked = rankTechnicians(NOW, job, technicians);
          expect(rankTechnicians(NOW, job, shuffled)).toEqual(ranked);
          expect(ranked.map(({ rank }) => rank)).toEqual(technicians.map((_, index) => index + 1));
        },
      ),
    );
  });
});
