import fc from 'fast-check';
import { findLocationFaults, isCountry, isZone, type SiteLocation } from './site-location.js';

const otwock: SiteLocation = { country: 'PL', zone: 'Europe/Warsaw', latitude: 52.11, longitude: 21.26 };

describe('findLocationFaults', () => {
  it.each<[string, Partial<SiteLocation>, string[]]>([
    ['a valid location', {}, []],
    ['a location without coordinates', { latitude: null, longitude: null }, []],
    ['the pole at the date line', { latitude: -90, longitude: 180 }, []],
    ['an unknown country', { country: 'XQ' }, ['/country customers.country_unknown']],
    ['a country in lower case', { country: 'pl' }, ['/country customers.country_unknown']],
    ['an unknown zone', { zone: 'Europe/Otwock' }, ['/zone customers.zone_unknown']],
    ['a latitude beyond the pole', { latitude: 90.01 }, ['/latitude customers.latitude_out_of_range']],
    ['not a number', { longitude: NaN }, ['/longitude customers.longitude_out_of_range']],
    ['a single coordinate', { longitude: null }, ['/longitude customers.coordinate_missing']],
    [
      'several faults at once',
      { country: '', zone: '', latitude: null },
      [
        '/country customers.country_unknown',
        '/zone customers.zone_unknown',
        '/latitude customers.coordinate_missing',
      ],
    ],
  ])('%s', (_what, change, expected) => {
    expect(
      findLocationFaults({ ...otwock, ...change }).map(({ pointer, code }) => `${pointer} ${code}`),
    ).toEqual(expected);
  });

  it('accepts every coordinate on earth', () => {
    const degrees = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
    fc.assert(
      fc.property(degrees(90), degrees(180), (latitude, longitude) => {
        expect(findLocationFaults({ ...otwock, latitude, longitude })).toEqual([]);
      }),
    );
  });
});

describe('isZone', () => {
  it.each(['Asia/Jakarta', 'America/Mexico_City', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+5'])(
    'accepts %s',
    (zone) => {
      expect(isZone(zone)).toBe(true);
    },
  );

  it.each(['+07:00', 'GMT+7', 'Jakarta', '', ' UTC', 'Europe/'])('rejects "%s"', (zone) => {
    expect(isZone(zone)).toBe(false);
  });
});

describe('isCountry', () => {
  it.each([
    ['ID', true],
    ['MX', true],
    ['CN', true],
    ['XK', true],
    ['ZZ', false],
    ['DD', false],
    ['SU', false],
    ['EU', false],
    ['UK', false],
    ['POL', false],
    ['P', false],
  ])('%s: %s', (code, known) => {
    expect(isCountry(code)).toBe(known);
  });
});
