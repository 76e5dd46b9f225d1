/// <reference types="vitest/globals" />
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zoneCity } from '../format/time.js';

const namesIn = (language: string): Record<string, string> =>
  JSON.parse(
    readFileSync(join(process.cwd(), 'apps/portal/src/i18n/locales', language, 'zones.json'), 'utf8'),
  ) as Record<string, string>;

describe('cities of zones', () => {
  it('have a Chinese name in every zone that runtimes know', () => {
    const names = namesIn('zh');
    const places = Intl.supportedValuesOf('timeZone').filter((zone) => !/^(Etc|UTC|GMT)/.test(zone));
    expect(places.filter((zone) => names[zone] === undefined)).toEqual([]);
  });

  it.each([
    ['zh', 'Asia/Shanghai', '上海'],
    ['zh', 'America/Mexico_City', '墨西哥城'],
    ['zh', 'Asia/Kolkata', '加尔各答'],
    ['zh', 'Asia/Calcutta', '加尔各答'],
    ['es', 'America/Mexico_City', 'Ciudad de México'],
    ['pl', 'Europe/Warsaw', 'Warszawa'],
    ['en', 'Europe/Kiev', 'Kyiv'],
  ])('in %s %s is %s', (language, zone, city) => expect(namesIn(language)[zone]).toBe(city));

  it('are omitted where the zone has the same name', () => {
    expect(Object.entries(namesIn('en')).filter(([zone, city]) => zoneCity(zone) === city)).toEqual([]);
  });
});
